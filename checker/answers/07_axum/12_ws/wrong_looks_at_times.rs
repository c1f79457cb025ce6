// refused: late — looks for news once a second

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
    upgrade: WebSocketUpgrade,
    State(news): State<broadcast::Sender<String>>,
) -> Response {
    let news = news.subscribe();
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
            news = async { loop { tokio::time::sleep(lab::ms(1_000)).await; if !news.is_empty() { break news.recv().await } } } => match news {
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
