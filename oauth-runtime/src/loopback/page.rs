//! What the browser shows in the end.

use std::borrow::Cow;

/// Pages of the application's own, instead of ours.
#[derive(Clone, Default)]
pub(super) struct Pages {
    pub(super) accepted: Option<Cow<'static, str>>,
    pub(super) refused: Option<Cow<'static, str>>,
}

impl Pages {
    /// The page for a callback of the provider of this title. Nothing of the request is in it.
    pub(super) fn page(&self, title: &str, accepted: bool) -> String {
        let own = if accepted { &self.accepted } else { &self.refused };
        own.as_ref().map_or_else(|| ours(title, accepted), |page| page.clone().into_owned())
    }
}

fn ours(title: &str, accepted: bool) -> String {
    let title = escaped(title);
    let (kind, sign, heading, text) = if accepted {
        (
            "accepted",
            ACCEPTED_SIGN,
            "You can close this window",
            "has answered. The application goes on by itself.",
        )
    } else {
        (
            "refused",
            REFUSED_SIGN,
            "That did not work",
            "did not connect you. The application says why; you can close this window and try again there.",
        )
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{heading}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main class=\"{kind}\">\n\
         <svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"11\"/>{sign}</svg>\n\
         <h1>{heading}</h1>\n<p><strong>{title}</strong> {text}</p>\n</main>\n</body>\n</html>\n"
    )
}

const ACCEPTED_SIGN: &str = r#"<path d="M7 12.5l3.3 3.3L17 9"/>"#;
const REFUSED_SIGN: &str = r#"<path d="M12 6.5v7M12 16.9v.2"/>"#;

/// Colours with a contrast of 4.5 and more, dark where the system is.
const STYLE: &str = "\
:root{--page:#f4f5f7;--card:#fff;--text:#1c2430;--soft:#4a5565;--line:#dfe3e8;--sign:#1f7a43}\
.refused{--sign:#b3261e}\
@media(prefers-color-scheme:dark){:root{--page:#12161c;--card:#1b212a;--text:#eef1f5;--soft:#b4bfcc;\
--line:#2c3541;--sign:#5fd08a}.refused{--sign:#ff8a80}}\
*{box-sizing:border-box}\
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--page);\
color:var(--text);font:1.0625rem/1.55 system-ui,sans-serif}\
main{max-width:26rem;padding:2.5rem 2rem;text-align:center;background:var(--card);\
border:1px solid var(--line);border-radius:1rem}\
svg{width:3.25rem;fill:none;stroke:var(--sign);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}\
h1{margin:1rem 0 .5rem;font-size:1.375rem;line-height:1.3}\
p{margin:0;color:var(--soft)}strong{color:var(--text);font-weight:600}";

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text() {
        let page = Pages::default().page("<A> & \"B\"", true);
        assert!(page.contains("<strong>&lt;A&gt; &amp; &quot;B&quot;</strong>"), "{page}");
        assert!(page.contains("<main class=\"accepted\">"));
        assert!(Pages::default().page("A", false).contains("<main class=\"refused\">"));
    }

    #[test]
    fn the_application_has_pages_of_its_own() {
        let pages = Pages { accepted: Some("<p>yes".into()), refused: Some("<p>no".into()) };
        assert_eq!([pages.page("A", true), pages.page("A", false)], ["<p>yes", "<p>no"]);
    }
}
