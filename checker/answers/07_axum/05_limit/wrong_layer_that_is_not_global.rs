// refused: too-concurrent — the layer of tower makes a limit for each page

use axum::Router;
use tower::limit::ConcurrencyLimitLayer;

pub fn with_limit(pages: Router) -> Router {
    pages.layer(ConcurrencyLimitLayer::new(2))
}
