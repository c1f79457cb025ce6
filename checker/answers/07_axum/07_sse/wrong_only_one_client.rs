// refused: wrong-result — all clients share a receiver, so each step goes to one of them

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, stream};
use lab::Workshop;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

type Shared = Arc<tokio::sync::Mutex<Receiver<String>>>;

pub fn app(workshop: Workshop) -> Router {
    Router::new()
        .route("/orders/{id}/steps", get(steps))
        .with_state(workshop)
}

async fn steps(
    State(workshop): State<Workshop>,
    Path(order): Path<u32>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    static SHARED: LazyLock<Mutex<HashMap<u32, Shared>>> = LazyLock::new(Mutex::default);
    let mine = workshop.follow(order).ok_or(StatusCode::NOT_FOUND)?;
    let mut shared = SHARED.lock().unwrap();
    let shared = shared
        .entry(order)
        .or_insert_with(|| Arc::new(tokio::sync::Mutex::new(mine)));
    Ok(Sse::new(stream::unfold(shared.clone(), async |shared| {
        let step = match shared.lock().await.recv().await {
            Ok(step) => Ok(step),
            Err(RecvError::Lagged(missed)) => Err(BroadcastStreamRecvError::Lagged(missed)),
            Err(RecvError::Closed) => return None,
        };
        Some((event(step), shared))
    })))
}

fn event(step: Result<String, BroadcastStreamRecvError>) -> Result<Event, Infallible> {
    Ok(match step {
        Ok(step) => Event::default().data(step),
        Err(BroadcastStreamRecvError::Lagged(missed)) => {
            Event::default().event("missed").data(missed.to_string())
        }
    })
}
