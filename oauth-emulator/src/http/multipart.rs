//! Multipart bodies (RFC 7578), as far as parameters need them: texts without files.

/// The parameters of a multipart body; `None` if it is not one.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Option<Vec<(String, String)>> {
    let boundary = format!("--{}", attribute(content_type, "boundary")?);
    let text = String::from_utf8_lossy(body);
    let (inside, _) = text.split_once(&format!("{boundary}--"))?;
    let mut found = Vec::new();
    for part in inside.split(&boundary).skip(1) {
        let (head, value) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let (_, disposition) =
            lines.find(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))?;
        found.push((attribute(disposition, "name")?, value.strip_suffix("\r\n")?.to_owned()));
    }
    Some(found)
}

/// An attribute of a header, in quotation marks or without.
fn attribute(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|each| {
        let (key, value) = each.trim().split_once('=')?;
        let value = value.trim().trim_matches('"');
        // Browsers and RFC 7578, 2 write a quotation mark in a name so.
        key.eq_ignore_ascii_case(name).then(|| value.replace("%22", "\""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        let body = b"--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n\
                     --x y\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name=b\
                     \r\n\r\n\r\n--x y--\r\n";
        let found = parts("multipart/form-data; boundary=\"x y\"", body).expect("parts");
        assert_eq!(found, [("a".into(), "1\r\n2".into()), ("b".into(), String::new())]);
        for (kind, body) in [
            ("multipart/form-data", "--x--"),
            ("multipart/form-data; boundary=x", "--x"),
            ("multipart/form-data; boundary=x", "--x\r\nname: a\r\n\r\n1\r\n--x--"),
            ("multipart/form-data; boundary=x", "--x\r\n--x--"),
        ] {
            assert!(parts(kind, body.as_bytes()).is_none(), "{body}");
        }
    }
}
