// refused: late — waits for a second in case the order begins

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::stream::{self, Stream, StreamExt};
use lab::{Workshop, ms};
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
    Path(order): Path<u32>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    let mut steps = workshop.follow(order);
    if steps.is_none() {
        tokio::time::sleep(ms(1_000)).await;
        steps = workshop.follow(order);
    }
    let steps = steps.ok_or(StatusCode::NOT_FOUND)?;
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
