// refused: too-concurrent — the layer of tower makes new limits again and again

use axum::Router;
use tower::limit::ConcurrencyLimitLayer;

pub fn with_limit(pages: Router) -> Router {
    pages.layer(ConcurrencyLimitLayer::new(2))
}
