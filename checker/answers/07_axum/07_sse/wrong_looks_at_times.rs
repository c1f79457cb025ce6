// refused: wrong-result — looks every millisecond whether there is a step

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, stream};
use lab::Workshop;
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

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
    Ok(Sse::new(stream::unfold(steps, next)))
}

async fn next(
    mut steps: Receiver<String>,
) -> Option<(Result<Event, Infallible>, Receiver<String>)> {
    let step = loop {
        match steps.try_recv() {
            Err(TryRecvError::Empty) => tokio::time::sleep(lab::ms(1)).await,
            step => break step,
        }
    };
    let event = match step {
        Ok(step) => Event::default().data(step),
        Err(TryRecvError::Lagged(missed)) => {
            Event::default().event("missed").data(missed.to_string())
        }
        Err(_) => return None,
    };
    Some((Ok(event), steps))
}
