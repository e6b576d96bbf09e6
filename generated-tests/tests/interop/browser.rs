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

/// A browser: with its cookies somebody is signed in at the server.
pub(crate) struct Browser(reqwest::Client);

impl Browser {
    /// One without any cookies.
    pub(crate) fn new() -> Self {
        crate::wire::tls();
        let browser = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none());
        Self(browser.build().unwrap())
    }

    /// Opens an address that `back` should be reached from. Forms that a page of the server has for itself are
    /// sent as they are.
    pub(crate) async fn open(&self, url: &str, back: &str) -> End {
        let mut url = reqwest::Url::parse(url).unwrap();
        let mut form = None;
        for _ in 0..20 {
            let answer = match form.take() {
                None => self.0.get(url.clone()).send().await.unwrap(),
                Some(body) => {
                    let request = self.0.post(url.clone()).body::<String>(body);
                    let form = "application/x-www-form-urlencoded";
                    request.header("content-type", form).send().await.unwrap()
                }
            };
            if let Some(location) = answer.headers().get("location") {
                url = url.join(location.to_str().unwrap()).unwrap();
                if url.as_str().starts_with(back) {
                    return End::Callback(url.into());
                }
                continue;
            }
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            match posted(&text) {
                Some((action, body)) if action.starts_with(back) => return End::Callback(body),
                Some((action, body)) => {
                    url = url.join(&action).unwrap();
                    form = Some(body);
                }
                None => return End::Page(status, text),
            }
        }
        panic!("no end of redirects");
    }
}

/// What a page posts by itself, as a form, and where (OAuth 2.0 Form Post Response Mode, 2).
fn posted(page: &str) -> Option<(String, String)> {
    let (_, form) = page.split_once("<form")?;
    let (form, _) = form.split_once("</form>")?;
    let mut body = reqwest::Url::parse("http://localhost/").unwrap();
    for input in form.split("<input").skip(1) {
        let pair = attribute(input, "name").zip(attribute(input, "value"));
        let (name, value) = pair.unwrap_or_else(|| panic!("{input}"));
        body.query_pairs_mut().append_pair(&name, &value);
    }
    Some((attribute(form, "action")?, body.query().unwrap_or_default().to_owned()))
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

impl Browser {
    /// The callback that an authorization ends with.
    pub(crate) async fn callback(&self, url: &str) -> String {
        match self.open(url, &redirect_uri(url)).await {
            End::Callback(callback) => callback,
            page @ End::Page(..) => panic!("no callback: {page:?}"),
        }
    }
}

/// The callback that an authorization ends with, in a browser of its own.
pub(crate) async fn callback(url: &str) -> String {
    Browser::new().callback(url).await
}

/// The page that an authorization ends at, because nobody may be sent anywhere: status and text.
pub(crate) async fn page(url: &str) -> (u16, String) {
    match Browser::new().open(url, &redirect_uri(url)).await {
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
