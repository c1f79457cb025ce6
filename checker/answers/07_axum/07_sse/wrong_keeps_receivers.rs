// refused: leaks — each receiver is kept for a later look at it

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, StreamExt};
use lab::Workshop;
use std::convert::Infallible;
use std::sync::Mutex;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

static KEPT: Mutex<Vec<tokio::sync::broadcast::Receiver<String>>> = Mutex::new(Vec::new());

pub fn app(workshop: Workshop) -> Router {
    Router::new()
        .route("/orders/{id}/steps", get(steps))
        .with_state(workshop)
}

async fn steps(
    State(workshop): State<Workshop>,
    Path(order): Path<u32>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    let steps = workshop.follow(order).ok_or(StatusCode::NOT_FOUND)?;
    let kept = workshop.follow(order).ok_or(StatusCode::NOT_FOUND)?;
    KEPT.lock().unwrap().push(kept);
    Ok(Sse::new(BroadcastStream::new(steps).map(event)))
}

fn event(step: Result<String, BroadcastStreamRecvError>) -> Result<Event, Infallible> {
    Ok(match step {
        Ok(step) => Event::default().data(step),
        Err(BroadcastStreamRecvError::Lagged(missed)) => {
            Event::default().event("missed").data(missed.to_string())
        }
    })
}
