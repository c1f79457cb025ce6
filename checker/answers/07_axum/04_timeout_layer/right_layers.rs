// accepted: layers of tower, and what becomes of their error

use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::{BoxError, Router};
use std::time::Duration;
use tower::ServiceBuilder;
use tower::timeout::TimeoutLayer;

pub fn with_deadline(pages: Router) -> Router {
    let too_late = async |_: BoxError| (StatusCode::GATEWAY_TIMEOUT, "too late");
    pages.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(too_late))
            .layer(TimeoutLayer::new(Duration::from_secs(2))),
    )
}
