// refused: does-not-compile — the layer that deals with the error is inside of the one that makes it

use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::{BoxError, Router};
use std::time::Duration;
use tower::ServiceBuilder;
use tower::timeout::TimeoutLayer;

pub fn with_deadline(pages: Router) -> Router {
    let too_late = async |_: BoxError| StatusCode::GATEWAY_TIMEOUT;
    pages.layer(
        ServiceBuilder::new()
            .layer(TimeoutLayer::new(Duration::from_secs(2)))
            .layer(HandleErrorLayer::new(too_late)),
    )
}
