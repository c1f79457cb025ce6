// accepted: a service of its own, whose deadline is a moment

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tower::{Layer, Service};

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(DeadlineLayer)
}

#[derive(Clone)]
struct DeadlineLayer;

impl<S> Layer<S> for DeadlineLayer {
    type Service = Deadline<S>;

    fn layer(&self, inner: S) -> Deadline<S> {
        Deadline(inner)
    }
}

#[derive(Clone)]
struct Deadline<S>(S);

type Answer = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

impl<S> Service<Request> for Deadline<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Answer {
        let deadline = Instant::now() + Duration::from_secs(2);
        let page = timeout_at(deadline, self.0.call(request));
        Box::pin(async move {
            page.await
                .unwrap_or_else(|_| Ok(StatusCode::GATEWAY_TIMEOUT.into_response()))
        })
    }
}
