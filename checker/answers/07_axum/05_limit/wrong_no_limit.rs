// refused: too-concurrent — no limit at all

use axum::Router;

pub fn with_limit(pages: Router) -> Router {
    pages.layer(tower::limit::GlobalConcurrencyLimitLayer::new(1_000))
}
