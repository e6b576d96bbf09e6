//! What a signed token says (RFC 7515, 7519): providers are as exact about that as about parameters.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::Json;

use super::reading::text;

/// What differs with each token and says nothing: the type of the whole, and what makes one unlike the others.
const PLAIN: [&str; 4] = ["typ", "iat", "jti", "exp"];

/// Header and claims in one line; `None` if it is no signed token.
pub(super) fn told(token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let (header, claims) = (part(parts.next()?)?, part(parts.next()?)?);
    let (Some(_), None) = (parts.next(), parts.next()) else { return None };
    let algorithm = header.get("alg")?.as_str()?;
    let of = |json: &Json, but: &str| -> Vec<String> {
        let members = json.as_object().into_iter().flatten();
        let members = members.filter(|(name, _)| !PLAIN.contains(&name.as_str()) && *name != but);
        members.map(|(name, value)| format!("{name}={}", text(value))).collect()
    };
    let said = [of(&header, "alg"), of(&claims, "")].concat();
    let number = |name: &str| claims.get(name).and_then(Json::as_u64);
    let life = number("exp").zip(number("iat")).map(|(end, start)| end.saturating_sub(start));
    let life = life.map(|seconds| format!(", for {seconds} s")).unwrap_or_default();
    Some(format!("{algorithm} {}{life}", said.join(" ")))
}

fn part(text: &str) -> Option<Json> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    String::from_utf8(bytes).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str, claims: &str) -> String {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.c2ln", encode(header), encode(claims))
    }

    #[test]
    fn header_and_claims_are_told_and_what_always_differs_is_not() {
        let token = token(
            r#"{"alg":"RS384","kid":"k1","typ":"JWT"}"#,
            r#"{"aud":"https://acme.example/token","exp":360,"iat":60,"iss":"id","jti":"x"}"#,
        );
        let expected = "RS384 kid=k1 aud=https://acme.example/token iss=id, for 300 s";
        assert_eq!(told(&token).as_deref(), Some(expected));
        for other in ["", "a.b.c", "abc", &format!("{token}.d"), token.rsplit_once('.').unwrap().0]
        {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
