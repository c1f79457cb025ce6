// refused: wrong-result — a text of more than 4 KiB ends the conversation

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

pub fn app(news: broadcast::Sender<String>) -> Router {
    Router::new().route("/board", get(board)).with_state(news)
}

async fn board(
    State(news): State<broadcast::Sender<String>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let news = news.subscribe();
    upgrade
        .max_message_size(4 << 10)
        .on_upgrade(move |socket| talk(socket, news))
}

async fn talk(mut socket: WebSocket, mut news: broadcast::Receiver<String>) {
    loop {
        let line = tokio::select! {
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => format!("noted: {text}"),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return,
            },
            piece = news.recv() => match piece {
                Ok(piece) => format!("news: {piece}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            },
        };
        if socket.send(Message::Text(line.into())).await.is_err() {
            return;
        }
    }
}
