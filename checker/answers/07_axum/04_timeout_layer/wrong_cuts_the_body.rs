// refused: wrong-result — the deadline holds for the body too, which ends there

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout_at};

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    let deadline = Instant::now() + Duration::from_secs(2);
    match timeout_at(deadline, next.run(request)).await {
        Ok(response) => response.map(|body| {
            let until = Box::pin(sleep_until(deadline));
            Body::from_stream(body.into_data_stream().take_until(until))
        }),
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
