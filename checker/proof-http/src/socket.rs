//! A client with a WebSocket, in process.

use axum::Router;
use futures::{SinkExt, StreamExt};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use instrument::observe::{Span, now};
use proof::{Kind, equal, holds};
use tokio::io::DuplexStream;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

/// So many bytes fit between a client and a service.
const ROOM: usize = 4_096;

/// A client whose request to a service became a WebSocket. The connection is one in
/// memory, so the virtual clock holds. Dropped, the client is gone without a word.
#[derive(Debug)]
pub struct Socket {
    who: String,
    stream: WebSocketStream<DuplexStream>,
    /// While the socket is open, it is a row of the picture.
    open: Option<Span>,
}

impl Socket {
    /// Ask `router` for a WebSocket at `path`, as `who`.
    pub async fn connect(who: &str, router: &Router, path: &str) -> Self {
        let (ours, theirs) = tokio::io::duplex(ROOM);
        let service = TowerToHyperService::new(router.clone());
        let served = http1::Builder::new().serve_connection(TokioIo::new(theirs), service);
        tokio::spawn(served.with_upgrades());
        match client_async(format!("ws://shop{path}"), ours).await {
            Ok((stream, _)) => Self {
                who: who.to_owned(),
                stream,
                open: Some(Span::waits(who, &format!("socket {path}"), now())),
            },
            Err(error) => refused(
                &format!("{who} asked for a WebSocket at `{path}`, and got none: {error}"),
                "a request that asks for an upgrade is answered as any other",
            ),
        }
    }

    /// Send a message.
    pub async fn says(&mut self, text: &str) {
        self.sends(Message::text(text)).await;
    }

    /// Send a message of bytes.
    pub async fn says_bytes(&mut self, bytes: &'static [u8]) {
        self.sends(Message::binary(bytes)).await;
    }

    async fn sends(&mut self, message: Message) {
        // Who is gone is found out by the next wait.
        let _ = self.stream.send(message).await;
    }

    /// The next message is this text.
    pub async fn hears(&mut self, text: &str) {
        match self.next().await {
            Some(Message::Text(heard)) => {
                let what = format!("what {} heard", self.who);
                equal(&what, heard.as_str(), text);
            }
            other => refused(
                &format!("{} heard {}, expected `{text}`", self.who, shown(other)),
                "the socket says something else than it has to",
            ),
        }
    }

    /// Close the socket as the protocol wants it: the service closes its side, too, and
    /// says nothing more.
    pub async fn closes(mut self) {
        self.sends(Message::Close(None)).await;
        self.is_closed().await;
    }

    /// The service closes the socket, and says nothing more before.
    pub async fn is_closed(&mut self) {
        match self.next().await {
            None | Some(Message::Close(_)) => {}
            other => refused(
                &format!("{} heard {} instead of the end", self.who, shown(other)),
                "the socket goes on after it was closed",
            ),
        }
        let after = self.next().await;
        holds(
            after.is_none(),
            Kind::WrongResult,
            &format!("{} heard {} after the end", self.who, shown(after)),
            "the socket goes on after it was closed",
        );
        if let Some(open) = self.open.take() {
            open.end();
        }
    }

    /// The next message that is not one of the protocol's own; `None` at the end.
    async fn next(&mut self) -> Option<Message> {
        loop {
            match self.stream.next().await? {
                Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => {}
                Ok(message) => return Some(message),
                Err(Error::ConnectionClosed | Error::AlreadyClosed) => return None,
                Err(error) => refused(
                    &format!("the socket of {} broke off: {error}", self.who),
                    "the connection ended without the close frame that the protocol wants",
                ),
            }
        }
    }
}

fn shown(message: Option<Message>) -> String {
    match message {
        Some(Message::Text(text)) => format!("`{}`", text.as_str()),
        Some(Message::Binary(bytes)) => format!("{} bytes", bytes.len()),
        Some(Message::Close(_)) | None => "the end of the socket".to_owned(),
        Some(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => {
            "a frame of the protocol".to_owned()
        }
    }
}

fn refused(seen: &str, means: &str) -> ! {
    holds(false, Kind::WrongResult, seen, means);
    unreachable!("a refusal leaves the test")
}
