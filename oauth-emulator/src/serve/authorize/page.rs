//! The pages that a user sees. They hold no script and load nothing.

use std::fmt::Write as _;

use oauth_spec::ProviderSpec;

const STYLE: &str = include_str!("page.css");

/// What a consent page shows.
#[derive(Debug)]
pub(super) struct Consent<'a> {
    pub(super) spec: &'a ProviderSpec,
    /// Where the form goes.
    pub(super) action: String,
    /// The form's id, good once.
    pub(super) form: &'a str,
    pub(super) client: &'a str,
    pub(super) user: &'a str,
    pub(super) redirect_uri: &'a str,
    pub(super) scopes: &'a [String],
}

impl Consent<'_> {
    /// The page.
    pub(super) fn html(&self) -> String {
        let title = title(self.spec);
        let client = escape(self.client);
        let body = format!(
            "<header><div class=\"mark\" aria-hidden=\"true\">{mark}</div>\
             <h1>Allow “{client}” to use your {title} account?</h1>\
             <p class=\"who\">Signed in as {user}</p></header>\
             <form method=\"post\" action=\"{action}\">\
             <input type=\"hidden\" name=\"form\" value=\"{form}\">\
             <section>{scopes}</section>\
             <div class=\"buttons\">\
             <button name=\"decision\" value=\"deny\">Deny</button>\
             <button class=\"yes\" name=\"decision\" value=\"allow\">Allow</button></div></form>\
             <footer>Either way you go back to <code>{back}</code></footer>",
            mark = mark(self.spec),
            user = escape(self.user),
            action = escape(&self.action),
            form = escape(self.form),
            scopes = self.scope_list(),
            back = escape(self.redirect_uri.split('?').next().unwrap_or_default()),
        );
        document(&format!("Allow access · {title}"), &body)
    }

    fn scope_list(&self) -> String {
        if self.scopes.is_empty() {
            return "<p>It asks for the access it is registered for.</p>".to_owned();
        }
        let mut list = String::from("<h2>It asks for</h2><ul>");
        for scope in self.scopes {
            let scope = escape(scope);
            // Writing into a String cannot fail.
            let _ = write!(
                list,
                "<li><label><input type=\"checkbox\" name=\"scope\" value=\"{scope}\" checked>\
                 <code>{scope}</code></label></li>"
            );
        }
        list + "</ul>"
    }
}

/// What the page shows where the user types a device's code in.
#[derive(Debug)]
pub(in crate::serve) struct Typed<'a> {
    pub(in crate::serve) spec: &'a ProviderSpec,
    /// The code, if the address has it.
    pub(in crate::serve) code: &'a str,
    pub(in crate::serve) user: &'a str,
    /// What the device asks for, if one waits for that code.
    pub(in crate::serve) asked: Option<(&'a str, &'a [String])>,
}

impl Typed<'_> {
    /// The page. Its form goes to its own address.
    pub(in crate::serve) fn html(&self) -> String {
        let title = title(self.spec);
        let asked = match self.asked {
            Some((client, [])) => format!("<p>“{}” asks for it.</p>", escape(client)),
            Some((client, scopes)) => {
                let scopes = escape(&scopes.join(" "));
                format!("<p>“{}” asks for <code>{scopes}</code></p>", escape(client))
            }
            None => String::new(),
        };
        let body = format!(
            "<header><div class=\"mark\" aria-hidden=\"true\">{mark}</div>\
             <h1>Allow a device to use your {title} account?</h1>\
             <p class=\"who\">Signed in as {user}</p></header>\
             <form method=\"post\"><section>{asked}<p><label>The code that the device shows \
             <input name=\"user_code\" value=\"{code}\" autocomplete=\"off\"></label></p></section>\
             <div class=\"buttons\">\
             <button name=\"decision\" value=\"deny\">Deny</button>\
             <button class=\"yes\" name=\"decision\" value=\"allow\">Allow</button></div></form>\
             <footer>Only go on if you hold the device in your hands.</footer>",
            mark = mark(self.spec),
            user = escape(self.user),
            code = escape(self.code),
        );
        document(&format!("Connect a device · {title}"), &body)
    }
}

/// The page after the decision.
pub(in crate::serve) fn decided(spec: &ProviderSpec, allowed: bool) -> String {
    let title = title(spec);
    let said = if allowed { "The device is connected" } else { "The device was refused" };
    let body = format!(
        "<header><div class=\"mark\" aria-hidden=\"true\">{}</div><h1>{said}</h1></header>\
         <footer>You can close this page.</footer>",
        mark(spec),
    );
    document(&format!("{said} · {title}"), &body)
}

/// A page that posts the answer to the client (OAuth 2.0 Form Post Response Mode, 2). It holds no script
/// here: the user, or whoever plays the browser, sends it.
pub(super) fn posted(spec: &ProviderSpec, to: &str, pairs: &[(String, String)]) -> String {
    let mut fields = String::new();
    for (name, value) in pairs {
        let (name, value) = (escape(name), escape(value));
        // Writing into a String cannot fail.
        let _ = write!(fields, "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
    }
    let body = format!(
        "<form id=\"answer\" method=\"post\" action=\"{to}\">{fields}\
         <div class=\"buttons\"><button class=\"yes\">Continue</button></div></form>",
        to = escape(to),
    );
    document(&format!("Continue · {}", title(spec)), &body)
}

/// The page in the end of a logout that leads nowhere else.
pub(in crate::serve) fn signed_out(spec: &ProviderSpec) -> String {
    let title = title(spec);
    let body = format!(
        "<header><div class=\"mark\" aria-hidden=\"true\">{}</div><h1>You are signed out</h1></header>\
         <footer>You can close this page.</footer>",
        mark(spec),
    );
    document(&format!("Signed out · {title}"), &body)
}

/// A page that says what is wrong.
pub(in crate::serve) fn problem(spec: &ProviderSpec, message: &str) -> String {
    let body = format!(
        "<header><div class=\"mark bad\" aria-hidden=\"true\">!</div>\
         <h1>{} cannot go on with this</h1></header>\
         <section class=\"said\"><p id=\"problem\">{}</p></section>\
         <footer>You can close this page.</footer>",
        title(spec),
        escape(message),
    );
    document(&format!("Problem · {}", title(spec)), &body)
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )
}

fn title(spec: &ProviderSpec) -> String {
    escape(if spec.title.is_empty() { spec.name } else { spec.title })
}

fn mark(spec: &ProviderSpec) -> String {
    let name = if spec.title.is_empty() { spec.name } else { spec.title };
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('?');
    escape(&first.to_uppercase().to_string())
}

/// Text as HTML, also between quotation marks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_comes_from_outside_is_markup() {
        let bad = "\"><script>alert('x')</script>&".to_owned();
        let spec = ProviderSpec { name: "acme", title: "A<b>cme", ..ProviderSpec::STANDARD };
        let html = Consent {
            spec: &spec,
            action: bad.clone(),
            form: "id",
            client: &bad,
            user: &bad,
            redirect_uri: &bad,
            scopes: std::slice::from_ref(&bad),
        }
        .html();
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        assert!(html.contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"));
        assert!(!problem(&spec, &bad).contains("<script"));
        let scopes = std::slice::from_ref(&bad);
        let asked = Some((bad.as_str(), scopes));
        let typed = Typed { spec: &spec, code: &bad, user: &bad, asked }.html();
        assert!(!typed.contains("<script") && !typed.contains("<b>"), "{typed}");
    }
}
