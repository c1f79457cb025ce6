// accepted: two halves, and a select over both loops, so that the end of one ends the other

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use futures::{SinkExt, StreamExt};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};

pub fn app(news: broadcast::Sender<String>) -> Router {
    Router::new().route("/board", get(board)).with_state(news)
}

async fn board(
    upgrade: WebSocketUpgrade,
    State(news): State<broadcast::Sender<String>>,
) -> Response {
    let news = news.subscribe();
    upgrade.on_upgrade(|socket| talk(socket, news))
}

async fn talk(socket: WebSocket, mut news: broadcast::Receiver<String>) {
    let (mut sink, mut stream) = socket.split();
    let (lines, mut to_send) = mpsc::channel::<String>(1);
    let notes = lines.clone();
    let listen = async move {
        while let Some(Ok(message)) = stream.next().await {
            if let Message::Text(text) = message {
                let _ = notes.send(format!("noted: {text}")).await;
            }
        }
    };
    let tell = async move {
        loop {
            let line = match news.recv().await {
                Ok(text) => format!("news: {text}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            };
            if lines.send(line).await.is_err() {
                return;
            }
        }
    };
    let write = async move {
        while let Some(line) = to_send.recv().await {
            if sink.send(Message::text(line)).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = listen => {}
        () = tell => {}
        () = write => {}
    }
}
