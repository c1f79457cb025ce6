// refused: wrong-result — the limit of tower, where requests wait

use axum::Router;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_shedding(pages: Router) -> Router {
    pages.layer(GlobalConcurrencyLimitLayer::new(2))
}
