// refused: wrong-result — the order is followed when the body is polled for the first time

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::{Stream, StreamExt, stream};
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
    if workshop.follow(order).is_none() {
        return Err(StatusCode::NOT_FOUND);
    }
    let follow = async move { workshop.follow(order).map(BroadcastStream::new) };
    let steps = stream::once(follow).flat_map(|steps| stream::iter(steps).flatten());
    Ok(Sse::new(steps.map(event)))
}

fn event(step: Result<String, BroadcastStreamRecvError>) -> Result<Event, Infallible> {
    Ok(match step {
        Ok(step) => Event::default().data(step),
        Err(BroadcastStreamRecvError::Lagged(missed)) => {
            Event::default().event("missed").data(missed.to_string())
        }
    })
}
