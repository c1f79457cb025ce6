// refused: wrong-result — one deadline for all requests, counted from the start of the service

use axum::Router;
use axum::extract::Request;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

pub fn with_deadline(pages: Router) -> Router {
    let deadline = Instant::now() + Duration::from_secs(2);
    pages.layer(from_fn_with_state(deadline, self::deadline))
}

async fn deadline(State(deadline): State<Instant>, request: Request, next: Next) -> Response {
    match timeout_at(deadline, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
