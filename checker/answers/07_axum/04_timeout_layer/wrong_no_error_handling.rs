// refused: does-not-compile — a layer of tower whose error nobody makes a response of

use axum::Router;
use std::time::Duration;
use tower::timeout::TimeoutLayer;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(TimeoutLayer::new(Duration::from_secs(2)))
}
