//! A browser, as far as a consent page needs one.

use std::fmt;
use std::future::{Future as _, poll_fn};
use std::net::SocketAddr;
use std::pin::pin;
use std::task::Poll;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, LOCATION};
use hyper::{Request, Response, StatusCode};
use tokio::net::TcpStream;

use crate::http::ask;
use crate::script::Script;
use crate::world::World;

/// What the user decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Allows what was asked for.
    Allow,
    /// Allows only these of the scopes that were asked for.
    AllowOnly(Vec<String>),
    /// Allows nothing.
    Deny,
}

/// Why no callback came of it.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum BrowseError {
    /// The provider showed a page that says what is wrong with the request.
    #[error("the provider shows a page with status {status}: {message}")]
    Page {
        /// The page's HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// The address is not one a browser can go to.
    #[error("a browser cannot go to `{0}`")]
    Address(String),
    /// The connection failed.
    #[error("the emulator cannot be reached: {0}")]
    Connection(String),
}

/// As it reads: a test that unwraps it shows what to change.
impl fmt::Debug for BrowseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A page or a redirect.
struct Page {
    status: StatusCode,
    location: Option<String>,
    text: String,
}

/// Goes to an address, answers the form there, and returns the address that it is sent on to.
///
/// Where the page is told never to answer there is nothing to wait for.
pub(crate) async fn browse(
    at: SocketAddr,
    world: &World,
    url: &str,
    decision: &Decision,
) -> Result<String, BrowseError> {
    let mut silence = pin!(world.silence.notified());
    // From now on, and not when it is first looked at.
    silence.as_mut().enable();
    let mut gone = pin!(go(at, world, url, decision));
    poll_fn(|context| match gone.as_mut().poll(context) {
        Poll::Ready(came) => Poll::Ready(came),
        Poll::Pending => silence.as_mut().poll(context).map(|()| {
            let told = "it was told not to answer (`Fault::Nothing`)";
            Err(BrowseError::Connection(told.to_owned()))
        }),
    })
    .await
}

async fn go(
    at: SocketAddr,
    world: &World,
    url: &str,
    decision: &Decision,
) -> Result<String, BrowseError> {
    let target = routed(&world.script, &target(at, url)?, url)?;
    let page = load(world, at, "GET", &target, String::new()).await?;
    if let Some(location) = page.location.clone().or_else(|| posted(&page.text)) {
        // The request was wrong, and the client is told at once.
        return Ok(location);
    }
    let problem = |page: &Page| BrowseError::Page {
        status: page.status.as_u16(),
        message: message(&page.text),
    };
    let action = attribute(&page.text, "action=\"");
    let form = attribute(&page.text, "name=\"form\" value=\"");
    let (Some(action), Some(form)) = (action, form) else { return Err(problem(&page)) };

    let page = load(world, at, "POST", &action, answer(&form, &page.text, decision)).await?;
    page.location.clone().or_else(|| posted(&page.text)).ok_or_else(|| problem(&page))
}

/// What the consent page posts.
fn answer(form: &str, page: &str, decision: &Decision) -> String {
    let mut answer = form_urlencoded::Serializer::new(String::new());
    answer.append_pair("form", form);
    for scope in offered(page) {
        let kept = match decision {
            Decision::AllowOnly(scopes) => scopes.contains(&scope),
            Decision::Allow | Decision::Deny => true,
        };
        if kept {
            answer.append_pair("scope", &scope);
        }
    }
    let decided = if *decision == Decision::Deny { "deny" } else { "allow" };
    answer.append_pair("decision", decided);
    answer.finish()
}

/// The body of the form that a page posts to the client, if it is one that does.
pub(crate) fn posted(html: &str) -> Option<String> {
    let (_, form) = html.split_once("<form id=\"answer\"")?;
    let mut body = form_urlencoded::Serializer::new(String::new());
    for input in form.split("<input type=\"hidden\" ").skip(1) {
        let name = attribute(input, "name=\"")?;
        body.append_pair(&name, &attribute(input, "value=\"")?);
    }
    Some(body.finish())
}

/// Where on the emulator an address is: `/HOST/PATH?QUERY`. It may be given as that of the mirror.
fn target(at: SocketAddr, url: &str) -> Result<String, BrowseError> {
    let wrong = || BrowseError::Address(url.to_owned());
    let url = url.split('#').next().unwrap_or_default();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = rest.ok_or_else(wrong)?;
    let rest = rest.strip_prefix(&format!("{at}/")).unwrap_or(rest);
    Ok(match rest.find(['/', '?']) {
        // A host that a query follows at once.
        Some(cut) if rest.as_bytes().get(cut) == Some(&b'?') => {
            format!("/{}/{}", &rest[..cut], &rest[cut..])
        }
        _ => format!("/{rest}"),
    })
}

/// What the page at an address does with the fragment, where the declaration says that one is a route:
/// it takes the query behind it for its own, and that before it for nothing.
fn routed(script: &Script, target: &str, url: &str) -> Result<String, BrowseError> {
    let (address, before) = target.split_once('?').unwrap_or((target, ""));
    let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
    let (route, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    let Some(place) = script.route(address, before, query) else { return Ok(target.to_owned()) };
    if !place.is_route(route, query) {
        return Err(BrowseError::Page {
            status: 404,
            message: format!("There is no page `#{route}` at {}", place.shown),
        });
    }
    let own = before.split('&').filter(|pair| {
        let pair = crate::http::pairs(pair.as_bytes());
        pair.iter().any(|(name, value)| place.owns(name, value))
    });
    let query: Vec<_> = own.chain([query]).filter(|part| !part.is_empty()).collect();
    Ok(format!("{address}?{}", query.join("&")))
}

async fn load(
    world: &World,
    at: SocketAddr,
    method: &str,
    target: &str,
    body: String,
) -> Result<Page, BrowseError> {
    let failed = |error: &std::io::Error| BrowseError::Connection(error.to_string());
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header(HOST, at.to_string())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::new(Bytes::from(body)))
        .map_err(|_| BrowseError::Address(target.to_owned()))?;
    let stream = TcpStream::connect(at).await.map_err(|error| failed(&error))?;
    match &world.tls {
        None => page(ask(stream, request).await).await,
        Some(tls) => {
            let stream = tls.connect(stream).await.map_err(|error| failed(&error))?;
            page(ask(stream, request).await).await
        }
    }
}

async fn page(answer: hyper::Result<Response<Incoming>>) -> Result<Page, BrowseError> {
    let failed = |error: hyper::Error| BrowseError::Connection(error.to_string());
    let (head, body) = answer.map_err(failed)?.into_parts();
    let location = head.headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let location = location.map(str::to_owned);
    let bytes = body.collect().await.map_err(failed)?.to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Page { status: head.status, location, text })
}

/// The value of the attribute that begins like this.
fn attribute(html: &str, begin: &str) -> Option<String> {
    let (_, rest) = html.split_once(begin)?;
    rest.split_once('"').map(|(value, _)| unescape(value))
}

/// The scopes that a page offers to allow.
fn offered(html: &str) -> Vec<String> {
    let boxes = html.split("name=\"scope\" value=\"").skip(1);
    boxes.filter_map(|rest| rest.split_once('"')).map(|(value, _)| unescape(value)).collect()
}

/// What a page for problems says; of any other page, its text.
fn message(html: &str) -> String {
    let found = html.split_once("id=\"problem\">").and_then(|(_, rest)| rest.split_once("</p>"));
    found.map_or_else(|| html.to_owned(), |(text, _)| unescape(text))
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_provider_or_of_the_mirror() {
        let at = SocketAddr::from(([127, 0, 0, 1], 4000));
        let same = |url: &str| target(at, url).expect("an address");
        assert_eq!(same("https://a.example/b?c=d"), "/a.example/b?c=d");
        assert_eq!(same("http://127.0.0.1:4000/a.example/b?c=d"), "/a.example/b?c=d");
        assert_eq!(same("https://127.0.0.1:4000/a.example/b?c=d"), "/a.example/b?c=d");
        assert_eq!(same("http://127.0.0.1:5000/b?c=d"), "/127.0.0.1:5000/b?c=d");
        assert_eq!(same("https://a.example?c=d/e"), "/a.example/?c=d/e");
        assert!(target(at, "mailto:a").is_err());
    }

    #[test]
    fn html_is_read_back() {
        assert_eq!(unescape("&lt;a href=&quot;x&quot;&gt;&amp;lt;&#39;"), "<a href=\"x\">&lt;'");
    }
}
