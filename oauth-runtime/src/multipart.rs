//! Bodies of `multipart/form-data` (RFC 7578).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;

use crate::error::Error;
use crate::wipe::Wiped;

/// A body, and the `Content-Type` that says how to take it apart.
#[derive(Debug)]
pub(crate) struct Multipart {
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Wiped,
}

impl Multipart {
    /// One part a parameter, in order.
    pub(crate) fn of<N: AsRef<str>, V: AsRef<str>>(parameters: &[(N, V)]) -> Result<Self, Error> {
        let boundary = loop {
            let mut random = [0; 24];
            crate::random::fill(&mut random)?;
            let boundary = URL_SAFE_NO_PAD.encode(random);
            // With 192 random bits this is the first one.
            if !parameters.iter().any(|(_, value)| value.as_ref().contains(&boundary)) {
                break boundary;
            }
        };
        // Base64url has no character that a header could not hold.
        let content_type = HeaderValue::try_from(format!(
            "multipart/form-data; boundary={boundary}"
        ))
        .map_err(|_| Error::configuration("the boundary of the body cannot stand in a header"))?;
        Ok(Self { content_type, body: body(&boundary, parameters) })
    }
}

fn body<N: AsRef<str>, V: AsRef<str>>(boundary: &str, parameters: &[(N, V)]) -> Wiped {
    // As long as it can get, so that it never moves and leaves secrets behind.
    let longest = |(name, value): &(N, V)| {
        3 * name.as_ref().len() + value.as_ref().len() + boundary.len() + 64
    };
    let length = parameters.iter().map(longest).sum::<usize>() + boundary.len() + 8;
    let mut out = Wiped(Vec::with_capacity(length));
    for (name, value) in parameters {
        for text in ["--", boundary, "\r\ncontent-disposition: form-data; name=\""] {
            out.0.extend_from_slice(text.as_bytes());
        }
        for byte in name.as_ref().bytes() {
            match byte {
                b'"' => out.0.extend_from_slice(b"%22"),
                b'\r' => out.0.extend_from_slice(b"%0D"),
                b'\n' => out.0.extend_from_slice(b"%0A"),
                other => out.0.push(other),
            }
        }
        for text in ["\"\r\n\r\n", value.as_ref(), "\r\n"] {
            out.0.extend_from_slice(text.as_bytes());
        }
    }
    for text in ["--", boundary, "--\r\n"] {
        out.0.extend_from_slice(text.as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parameter_is_a_part() {
        let body = body("B", &[("a", "1\r\n2"), ("b\"\r\nx: y", "")]);
        assert_eq!(
            String::from_utf8(body.0.clone()).unwrap(),
            "--B\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n\
             --B\r\ncontent-disposition: form-data; name=\"b%22%0D%0Ax: y\"\r\n\r\n\r\n--B--\r\n"
        );
        assert_eq!(super::body::<&str, &str>("B", &[]).0, b"--B--\r\n");
    }

    #[test]
    fn no_boundary_is_used_twice() {
        let (one, other) = (Multipart::of(&[("a", "b")]), Multipart::of(&[("a", "b")]));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_ne!(one.content_type, other.content_type);
        let content_type = one.content_type.to_str().unwrap();
        let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        assert_eq!(boundary.len(), 32);
        assert!(
            String::from_utf8(one.body.0.clone())
                .unwrap()
                .ends_with(&format!("--{boundary}--\r\n"))
        );
    }
}
