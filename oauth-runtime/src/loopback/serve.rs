//! Listening until the callback has come.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::connection;
use super::gate::Gate;
use super::socket::Sockets;
use crate::error::Error;
use crate::flow::Accepted;

/// How many connections there may be at once: one is enough for a browser, and some open spare ones. For a further one
/// the oldest gives way: who opens many and says nothing would keep the callback out.
const MOST: usize = 32;
/// How long to wait where the machine gives no further connection.
const PAUSE: Duration = Duration::from_millis(100);

type Outcome = Result<Accepted, Error>;

/// Waits for the callback. It ends when the browser has its page; dropped, it closes everything.
pub(super) async fn callback(sockets: Sockets, gate: Gate) -> Outcome {
    let gate = Arc::new(gate);
    let (sender, mut came) = mpsc::channel(1);
    // Whatever is in the set ends with it.
    let mut listening = JoinSet::new();
    for listener in sockets.listeners {
        listening.spawn(listen(listener, gate.clone(), sender.clone()));
    }
    drop(sender);
    came.recv().await.unwrap_or_else(|| {
        Err(Error::configuration("the runtime of this application ends: nobody listens any more"))
    })
}

async fn listen(listener: TcpListener, gate: Arc<Gate>, sender: mpsc::Sender<Outcome>) {
    let mut connections = JoinSet::new();
    let mut open: VecDeque<oneshot::Sender<()>> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        open.retain(|connection| !connection.is_closed());
        if open.len() >= MOST {
            // It ends when this goes.
            drop(open.pop_front());
        }
        let (stays, gives_way) = oneshot::channel();
        open.push_back(stays);
        let (gate, sender) = (gate.clone(), sender.clone());
        connections.spawn(async move {
            if let Some(outcome) = connection::serve(stream, &gate, gives_way).await {
                // Nobody waits any more if the time is over.
                let _ = sender.send(outcome).await;
            }
        });
    }
}
