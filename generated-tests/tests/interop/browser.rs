//! A browser that follows redirects, with cookies, up to the application's own address.

use oauth_runtime::grants::AuthorizationCode;
use oauth_runtime::{Authorize, Client, Error, Pending, Token};

/// Where an authorization ends.
#[derive(Debug)]
pub(crate) enum End {
    /// At the application, with this address, or with this form, which was posted to it.
    Callback(String),
    /// At a page of the server: its status and text.
    Page(u16, String),
}

/// Opens an address that `redirect_uri` should be reached from.
pub(crate) async fn open(url: &str, redirect_uri: &str) -> End {
    crate::wire::tls();
    let browser = reqwest::Client::builder()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let mut url = reqwest::Url::parse(url).unwrap();
    for _ in 0..20 {
        let answer = browser.get(url.clone()).send().await.unwrap();
        let Some(location) = answer.headers().get("location") else {
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            return match posted(&text, redirect_uri) {
                Some(form) => End::Callback(form),
                None => End::Page(status, text),
            };
        };
        url = url.join(location.to_str().unwrap()).unwrap();
        if url.as_str().starts_with(redirect_uri) {
            return End::Callback(url.into());
        }
    }
    panic!("no end of redirects");
}

/// What a page posts to the application by itself (OAuth 2.0 Form Post Response Mode, 2), as a form.
fn posted(page: &str, redirect_uri: &str) -> Option<String> {
    let (_, form) = page.split_once("<form")?;
    let (form, _) = form.split_once("</form>")?;
    assert!(attribute(form, "action")?.starts_with(redirect_uri), "{page}");
    let mut body = reqwest::Url::parse("http://localhost/").unwrap();
    for input in form.split("<input").skip(1) {
        let pair = attribute(input, "name").zip(attribute(input, "value"));
        let (name, value) = pair.unwrap_or_else(|| panic!("{input}"));
        body.query_pairs_mut().append_pair(&name, &value);
    }
    body.query().map(str::to_owned)
}

/// The first attribute of that name.
fn attribute(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("{name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Some(escapes.iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to)))
}

/// Where the clients of the servers are, if they say nothing else.
const HOME: &str = "http://127.0.0.1:8765/callback";

/// The redirect URI that an authorization asks for, in its address if anybody can see it.
fn redirect_uri(url: &str) -> String {
    let url = reqwest::Url::parse(url).unwrap();
    let asked = url.query_pairs().find(|(name, _)| name == "redirect_uri");
    asked.map_or(HOME.to_owned(), |(_, uri)| uri.into_owned())
}

/// The callback that an authorization ends with.
pub(crate) async fn callback(url: &str) -> String {
    match open(url, &redirect_uri(url)).await {
        End::Callback(callback) => callback,
        page @ End::Page(..) => panic!("no callback: {page:?}"),
    }
}

/// The page that an authorization ends at, because nobody may be sent anywhere: status and text.
pub(crate) async fn page(url: &str) -> (u16, String) {
    match open(url, &redirect_uri(url)).await {
        End::Page(status, text) => (status, text),
        callback @ End::Callback(_) => panic!("somebody was sent away: {callback:?}"),
    }
}

/// An authorization that has begun, and what came back.
pub(crate) async fn authorized<P: AuthorizationCode>(
    authorize: Authorize<P>,
) -> (Pending<P>, String) {
    let pending = authorize.begin().unwrap();
    let callback = callback(pending.url()).await;
    (pending, callback)
}

/// A user who signs in, and the token for it.
pub(crate) async fn signed_in<P: AuthorizationCode>(client: &Client<P>, scope: &str) -> Token<P> {
    try_signing_in(client, scope).await.unwrap()
}

/// The same, of which something is wrong.
pub(crate) async fn try_signing_in<P: AuthorizationCode>(
    client: &Client<P>,
    scope: &str,
) -> Result<Token<P>, Error> {
    let authorize = scope.split(' ').fold(client.authorize(), Authorize::scope);
    let (pending, callback) = authorized(authorize).await;
    client.finish(pending, &callback).await
}

/// What the callback of an authorization that is refused says.
pub(crate) async fn denied<P: AuthorizationCode>(
    client: &Client<P>,
    authorize: Authorize<P>,
) -> String {
    let (pending, callback) = authorized(authorize).await;
    crate::wire::denial(client.accept(pending, &callback).unwrap_err())
}
