// refused: not-concurrent — no more than a hundred requests at a time

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_deadline(pages: Router) -> Router {
    pages
        .layer(GlobalConcurrencyLimitLayer::new(100))
        .layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    match timeout(lab::ms(2_000), next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
