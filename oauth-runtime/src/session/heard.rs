//! What a session learns of answers to requests that the application has sent by itself.

use http::{Response, Uri};

use super::Session;
use crate::provider::Provider;

impl<P: Provider> Session<P> {
    /// Tells the session how a [prepared](crate::ApiCall::prepare) request was answered, where tokens are bound to a key
    /// (RFC 9449): `uri` is where it went. Some servers want a nonce of theirs in each proof, and change it from time to
    /// time (9); this keeps the newest. If it gives `true`, nothing but that was wrong: prepare the request anew, once, and
    /// send that.
    ///
    /// Where tokens are not bound there is nothing to learn, and it gives `false`.
    ///
    /// ```
    /// # use oauth_runtime::{http, Error, Provider, Session};
    /// # async fn execute(_: http::Request<Vec<u8>>) -> http::Response<()> { http::Response::new(()) }
    /// # async fn download<P: Provider>(session: &Session<P>) -> Result<http::Response<()>, Error> {
    /// let request = session.get("/films/7").prepare().await?;
    /// let uri = request.uri().clone();
    /// let answer = execute(request).await;
    /// if !session.heard(&uri, &answer) {
    ///     return Ok(answer);
    /// }
    /// Ok(execute(session.get("/films/7").prepare().await?).await)
    /// # }
    /// ```
    pub fn heard<B>(&self, uri: &Uri, answer: &Response<B>) -> bool {
        let core = self.shared.core();
        let binding = core.dpop.as_deref();
        binding
            .is_some_and(|binding| binding.challenges_again(uri, answer.status(), answer.headers()))
    }
}
