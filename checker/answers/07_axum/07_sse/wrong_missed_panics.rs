// refused: panicked — nobody thought that something could be missed

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
    Ok(Sse::new(BroadcastStream::new(steps).map(event)))
}

fn event(step: Result<String, BroadcastStreamRecvError>) -> Result<Event, Infallible> {
    Ok(Event::default().data(step.unwrap()))
}
