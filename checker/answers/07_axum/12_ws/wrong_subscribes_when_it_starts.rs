// refused: wrong-result — one subscription that is shared, and begins with the service

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

pub fn app(news: broadcast::Sender<String>) -> Router {
    let first = std::sync::Mutex::new(Some(news.subscribe()));
    let first = std::sync::Arc::new(first);
    Router::new()
        .route("/board", get(board))
        .with_state((news, first))
}

async fn board(
    upgrade: WebSocketUpgrade,
    State((news, first)): State<(
        broadcast::Sender<String>,
        std::sync::Arc<std::sync::Mutex<Option<broadcast::Receiver<String>>>>,
    )>,
) -> Response {
    let news = first
        .lock()
        .unwrap()
        .take()
        .unwrap_or_else(|| news.subscribe());
    upgrade.on_upgrade(|socket| talk(socket, news))
}

async fn talk(mut socket: WebSocket, mut news: broadcast::Receiver<String>) {
    loop {
        let line = tokio::select! {
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => format!("noted: {text}"),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return,
            },
            news = news.recv() => match news {
                Ok(text) => format!("news: {text}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            },
        };
        if socket.send(Message::text(line)).await.is_err() {
            return;
        }
    }
}
