// accepted: the layer of tower, with a semaphore from outside

use axum::Router;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(GlobalConcurrencyLimitLayer::with_semaphore(places))
}
