//! The loop that takes connections, and with it every task it started.

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{Answer, Arrived};
use crate::serve::serve;
use crate::world::World;

/// Serves until it is dropped; the connections that it has open are dropped with it.
pub(crate) async fn listen(listener: TcpListener, world: Arc<World>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(connection(stream, Arc::clone(&world)))),
            // A connection that fails while it is taken concerns nobody but its client. Should it be
            // that there are too many, some have a moment to go.
            Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
        // Forgets those that have ended.
        while connections.try_join_next().is_some() {}
    }
}

async fn connection(stream: TcpStream, world: Arc<World>) {
    // Small answers should not wait for company.
    let _ = stream.set_nodelay(true);
    match &world.tls {
        None => exchange(stream, None, &world).await,
        Some(tls) => {
            // Who trusts another authority is gone already, and knows why.
            if let Ok((stream, certificate)) = tls.accept(stream).await {
                exchange(stream, certificate, &world).await;
            }
        }
    }
}

/// Answers what comes over a connection that shows that certificate.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    certificate: Option<String>,
    world: &World,
) {
    let service = service_fn(|request| {
        let certificate = certificate.clone();
        async move {
            let answer = match Arrived::read(request, certificate).await {
                Some(arrived) => serve(world, arrived).await,
                None => Ok(Answer::new(413, "text/plain", "the body cannot be read")),
            };
            // An error closes the connection without an answer, which is what some faults are for.
            answer.map(Answer::into_response)
        }
    });
    // What goes wrong on a connection the client sees for itself.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
