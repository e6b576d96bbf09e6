//! A web application whose users sign in with Acme.
//!
//!     cargo run -p examples --bin web
//!
//! Then open the address that it prints. Nobody has an account at Acme: an emulator plays it, made of the
//! same `providers/acme.toml` that the client is. For a real provider, name its file below, build the
//! client without `mirror`, and leave the emulator out.

mod visitors;

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use oauth_emulator::Emulator;
use oauth_runtime::{CallbackError, Error, Remedy, oauth_provider};
use tokio::net::TcpListener;
use visitors::{Visitor, Visitors};

/// The client, made of `providers/acme.toml`.
#[oauth_provider("acme")]
pub mod acme {}

struct App {
    acme: acme::Client,
    visitors: Visitors,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "whoever starts it wants to know where it is")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let here = format!("http://{}", listener.local_addr()?);
    let redirect_uri = format!("{here}/callback");
    let provider = Emulator::builder(&acme::SPEC).redirect_uri(&redirect_uri).start().await?;
    let acme = acme::Client::builder()
        .client_id(provider.client_id())
        .client_secret(provider.client_secret())
        .redirect_uri(redirect_uri)
        .mirror(provider.url())
        .build()?;
    let app = Arc::new(App { acme, visitors: Visitors::default() });
    let routes = Router::new()
        .route("/", get(home))
        .route("/sign-in", post(sign_in))
        .route("/callback", get(callback))
        .route("/sign-out", post(sign_out))
        .with_state(app);
    println!("{here}");
    axum::serve(listener, routes).await?;
    Ok(())
}

/// Who is signed in, as the provider's API says it.
async fn home(State(app): State<Arc<App>>, cookies: CookieJar) -> Result<Html<String>, Problem> {
    let Some(Visitor::SignedIn(session)) = app.visitors.of(&cookies) else {
        return Ok(Html(
            "<form method=post action=/sign-in><button>Sign in with Acme</button></form>".into(),
        ));
    };
    // The session renews the token first if it is due, once, however many visitors ask.
    let me = session.get("/me").send().await?.error_for_status()?;
    let me = me.text().replace('&', "&amp;").replace('<', "&lt;");
    Ok(Html(format!(
        "<p>Acme knows you as</p><pre>{me}</pre>\
         <form method=post action=/sign-out><button>Sign out</button></form>"
    )))
}

/// Sends the browser to the provider, and keeps what the callback will be held against.
async fn sign_in(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Problem> {
    let pending = app.acme.authorize().scopes([acme::Scope::ProfileRead]).begin()?;
    let url = pending.url().to_owned();
    // `save` is a text: with more than one server, or to survive a restart, it goes into a database.
    let cookie = app.visitors.welcome(Visitor::SigningIn(pending.save()))?;
    Ok((CookieJar::new().add(cookie), Redirect::to(&url)))
}

/// The browser is back: with a code, or with what went wrong.
async fn callback(
    State(app): State<Arc<App>>,
    cookies: CookieJar,
    RawQuery(query): RawQuery,
) -> Result<impl IntoResponse, Problem> {
    // Taken out: a callback counts once.
    let Some(Visitor::SigningIn(saved)) = app.visitors.take(&cookies) else {
        return Err(Problem::Nobody);
    };
    let pending = acme::Pending::restore(&saved)?;
    let authorized = app.acme.accept(pending, query.unwrap_or_default())?;
    // A code is good once: a browser that goes away now must not take the token with it.
    let connected = tokio::spawn(async move {
        let token = app.acme.exchange(&authorized).await?;
        store(Arc::new(token.clone())).await.map_err(|_| Problem::Stopped)?;
        let session = app.acme.session(token).store(store).start();
        // Another cookie than before: whoever planted that one does not have this.
        app.visitors.welcome(Visitor::SignedIn(session))
    });
    let cookie = connected.await.map_err(|_| Problem::Stopped)??;
    Ok((CookieJar::new().add(cookie), Redirect::to("/")))
}

/// Ends it here and at the provider.
async fn sign_out(State(app): State<Arc<App>>, cookies: CookieJar) -> Result<Redirect, Problem> {
    if let Some(Visitor::SignedIn(session)) = app.visitors.take(&cookies) {
        session.revoke().await?;
    }
    Ok(Redirect::to("/"))
}

/// Each token, before anything uses it: a real application writes `token.save()` into its database.
async fn store(_token: Arc<acme::Token>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Ok(())
}

/// What a visitor is told when something goes wrong.
enum Problem {
    Nobody,
    Random,
    Stopped,
    OAuth(Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::OAuth(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, text) = match &self {
            Self::Nobody => (StatusCode::BAD_REQUEST, "Nobody is signing in here."),
            Self::Random | Self::Stopped => {
                (StatusCode::INTERNAL_SERVER_ERROR, "Something is wrong on our side.")
            }
            Self::OAuth(error) => words(error),
        };
        (status, text).into_response()
    }
}

/// An error's own words are for whoever runs this: they say what the provider answered and what to do, and
/// hold no secret. Visitors are told what they can do.
#[expect(clippy::print_stderr, reason = "it stands for a log")]
fn words(error: &Error) -> (StatusCode, &'static str) {
    eprintln!("{error}");
    match error {
        Error::Callback(CallbackError::Denied(denied)) if denied.code() == "access_denied" => {
            (StatusCode::BAD_REQUEST, "You have not allowed it, so nobody is signed in.")
        }
        error => match error.remedy() {
            Remedy::Retry { .. } => {
                (StatusCode::SERVICE_UNAVAILABLE, "Acme does not answer. Please try again later.")
            }
            Remedy::AskUser => (StatusCode::BAD_REQUEST, "Please sign in again."),
            Remedy::Refuse => (StatusCode::BAD_REQUEST, "That did not come from Acme."),
            _ => (StatusCode::BAD_GATEWAY, "Something is wrong between us and Acme."),
        },
    }
}
