// accepted: whichever comes first, the response or the deadline

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tokio::time::sleep;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    tokio::select! {
        response = next.run(request) => response,
        () = sleep(Duration::from_secs(2)) => (StatusCode::GATEWAY_TIMEOUT, "too late").into_response(),
    }
}
