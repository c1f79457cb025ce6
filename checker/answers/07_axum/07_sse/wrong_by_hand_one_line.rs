// refused: wrong-result — written by hand, and only for steps of one line

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use futures::StreamExt;
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
) -> Result<impl IntoResponse, StatusCode> {
    let steps = workshop.follow(order).ok_or(StatusCode::NOT_FOUND)?;
    let events = BroadcastStream::new(steps).map(event);
    Ok((
        [(CONTENT_TYPE, "text/event-stream")],
        Body::from_stream(events),
    ))
}

fn event(step: Result<String, BroadcastStreamRecvError>) -> Result<String, Infallible> {
    Ok(match step {
        Ok(step) => format!("data: {step}\n\n"),
        Err(BroadcastStreamRecvError::Lagged(missed)) => {
            format!("event: missed\ndata: {missed}\n\n")
        }
    })
}
