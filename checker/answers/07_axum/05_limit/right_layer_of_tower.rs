// accepted: the limit of tower that all its clones share

use axum::Router;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_limit(pages: Router) -> Router {
    pages.layer(GlobalConcurrencyLimitLayer::new(2))
}
