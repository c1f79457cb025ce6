// refused: hangs — waits for the client before it looks for news

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::broadcast;

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

async fn talk(mut socket: WebSocket, mut news: broadcast::Receiver<String>) {
    while let Some(Ok(said)) = socket.recv().await {
        if let Message::Text(text) = said {
            let line = format!("noted: {text}");
            if socket.send(Message::text(line)).await.is_err() {
                return;
            }
        }
        loop {
            let line = match news.try_recv() {
                Ok(text) => format!("news: {text}"),
                Err(broadcast::error::TryRecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(_) => break,
            };
            if socket.send(Message::text(line)).await.is_err() {
                return;
            }
        }
    }
}
