// accepted: a stream of our own that keeps the future of the next step

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures::future::BoxFuture;
use futures::{FutureExt, Stream};
use lab::Workshop;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
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
) -> Result<Sse<Steps>, StatusCode> {
    match workshop.follow(order) {
        Some(receiver) => Ok(Sse::new(Steps(take(receiver)))),
        None => Err(StatusCode::NOT_FOUND),
    }
}

type Taken = (Result<String, RecvError>, Receiver<String>);

fn take(mut receiver: Receiver<String>) -> Option<BoxFuture<'static, Taken>> {
    Some(async move { (receiver.recv().await, receiver) }.boxed())
}

struct Steps(Option<BoxFuture<'static, Taken>>);

impl Stream for Steps {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let (step, receiver) = ready!(next.poll_unpin(cx));
        self.0 = None;
        let event = match step {
            Ok(step) => Event::default().data(step),
            Err(RecvError::Lagged(missed)) => {
                Event::default().data(missed.to_string()).event("missed")
            }
            Err(RecvError::Closed) => return Poll::Ready(None),
        };
        self.0 = take(receiver);
        Poll::Ready(Some(Ok(event)))
    }
}
