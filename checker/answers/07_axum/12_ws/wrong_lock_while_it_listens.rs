// refused: hangs — whoever listens holds the socket, and nobody can tell news

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
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
    let socket = Arc::new(Mutex::new(socket));
    let listening = socket.clone();
    let listen = async move {
        loop {
            let mut socket = listening.lock().await;
            match socket.recv().await {
                Some(Ok(Message::Text(text))) => {
                    let _ = socket.send(Message::text(format!("noted: {text}"))).await;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
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
            if socket.lock().await.send(Message::text(line)).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = listen => {}
        () = tell => {}
    }
}
