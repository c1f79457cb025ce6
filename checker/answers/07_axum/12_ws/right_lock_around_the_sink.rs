// accepted: two loops in one future, and a lock around the half that sends

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::IntoResponse;
use axum::routing::any;
use axum::routing::get;
use futures::{SinkExt, StreamExt, TryStreamExt};
use tokio::sync::broadcast::{self, Receiver, error::RecvError};

pub fn app(news: broadcast::Sender<String>) -> Router {
    Router::new().route("/board", any(board)).with_state(news)
}

async fn board(
    State(news): State<broadcast::Sender<String>>,
    upgrade: WebSocketUpgrade,
) -> impl IntoResponse {
    let news = news.subscribe();
    upgrade.on_upgrade(|socket| talk(socket, news))
}

async fn talk(socket: WebSocket, mut news: Receiver<String>) {
    let (sink, mut stream) = socket.split();
    let sink = tokio::sync::Mutex::new(sink);
    let say = async |line: String| sink.lock().await.send(Message::from(line)).await;
    let notes = async {
        while let Some(message) = stream.try_next().await? {
            if let Message::Text(text) = message {
                say(format!("noted: {text}")).await?;
            }
        }
        Ok::<(), axum::Error>(())
    };
    let tell = async {
        loop {
            match news.recv().await {
                Ok(piece) => say(format!("news: {piece}")).await?,
                Err(RecvError::Lagged(missed)) => say(format!("missed: {missed}")).await?,
                Err(RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    let _ended: Result<(), axum::Error> = tokio::select! {
        ended = notes => ended,
        ended = tell => ended,
    };
}
