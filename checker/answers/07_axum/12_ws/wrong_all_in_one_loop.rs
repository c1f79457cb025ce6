// refused: hangs — one task tells the news to all, one after another

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use futures::stream::SplitSink;
use futures::{SinkExt, StreamExt};
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Mutex, broadcast};

type Sink = Arc<Mutex<SplitSink<WebSocket, Message>>>;
type All = Arc<Mutex<Vec<Sink>>>;

pub fn app(news: broadcast::Sender<String>) -> Router {
    let (all, mut news) = (All::default(), news.subscribe());
    let sinks = all.clone();
    tokio::spawn(async move {
        loop {
            let line = match news.recv().await {
                Ok(text) => format!("news: {text}"),
                Err(RecvError::Lagged(missed)) => format!("missed: {missed}"),
                Err(RecvError::Closed) => return,
            };
            for sink in sinks.lock().await.iter() {
                let _ = sink.lock().await.send(Message::text(line.clone())).await;
            }
        }
    });
    Router::new().route("/board", get(board)).with_state(all)
}

async fn board(upgrade: WebSocketUpgrade, State(all): State<All>) -> Response {
    upgrade.on_upgrade(async move |socket| {
        let (sink, mut stream) = socket.split();
        let sink = Arc::new(Mutex::new(sink));
        all.lock().await.push(sink.clone());
        while let Some(Ok(message)) = stream.next().await {
            if let Message::Text(text) = message {
                let line = Message::text(format!("noted: {text}"));
                let _ = sink.lock().await.send(line).await;
            }
        }
    })
}
