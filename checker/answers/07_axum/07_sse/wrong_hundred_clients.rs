// refused: wrong-result — a hundred can watch at a time

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, StreamExt};
use lab::Workshop;
use std::convert::Infallible;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

static PLACES: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(100);

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
    let place = PLACES.acquire().await.unwrap();
    Ok(Sse::new(BroadcastStream::new(steps).map(move |step| {
        let _ = &place;
        event(step)
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
