// refused: wrong-result — an order with a number above 65535 is a bad request

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::stream::{self, Stream, StreamExt};
use lab::Workshop;
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

pub fn app(workshop: Workshop) -> Router {
    Router::new()
        .route("/orders/{id}/steps", get(steps))
        .with_state(workshop)
}

async fn steps(
    State(workshop): State<Workshop>,
    Path(order): Path<u16>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    let steps = workshop.follow(order.into()).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Sse::new(stream::unfold(steps, next)))
}

async fn next(
    mut steps: Receiver<String>,
) -> Option<(Result<Event, Infallible>, Receiver<String>)> {
    let event = match steps.recv().await {
        Ok(step) => Event::default().data(step),
        Err(RecvError::Lagged(missed)) => Event::default().event("missed").data(missed.to_string()),
        Err(RecvError::Closed) => return None,
    };
    Some((Ok(event), steps))
}
