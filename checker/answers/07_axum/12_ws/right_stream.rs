// accepted: the news as a stream, and a subscription that is made in a closure

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

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

async fn talk(mut socket: WebSocket, news: broadcast::Receiver<String>) {
    let mut news = BroadcastStream::new(news);
    loop {
        tokio::select! {
            biased;
            Some(piece) = news.next() => {
                let line = match piece {
                    Ok(text) => format!("news: {text}"),
                    Err(BroadcastStreamRecvError::Lagged(n)) => format!("missed: {n}"),
                };
                if socket.send(line.into()).await.is_err() {
                    break;
                }
            }
            said = socket.recv() => match said {
                Some(Ok(Message::Text(text))) => {
                    let line = format!("noted: {}", text.as_str());
                    if socket.send(line.into()).await.is_err() {
                        break;
                    }
                }
                Some(Ok(Message::Close(_))) => {
                    // Read on, so that the close frame is answered.
                    while let Some(Ok(_)) = socket.recv().await {}
                    break;
                }
                Some(Ok(_)) => {}
                _ => break,
            },
        }
    }
}
