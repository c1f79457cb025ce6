// refused: hangs — a task tells the news until it fails to, long after the client is gone

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use futures::{SinkExt, StreamExt};
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, broadcast};

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
    let (sink, mut stream) = socket.split();
    let sink = Arc::new(Mutex::new(sink));
    let writer = sink.clone();
    tokio::spawn(async move {
        loop {
            let line = match news.recv().await {
                Ok(text) => format!("news: {text}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            };
            if writer.lock().await.send(Message::text(line)).await.is_err() {
                return;
            }
        }
    });
    while let Some(Ok(message)) = stream.next().await {
        if let Message::Text(text) = message {
            let line = Message::text(format!("noted: {text}"));
            let _ = sink.lock().await.send(line).await;
        }
    }
}
