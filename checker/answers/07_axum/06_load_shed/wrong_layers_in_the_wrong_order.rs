// refused: wrong-result — the limit is outside of what sheds, so requests wait there

use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::{BoxError, Router};
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;

pub fn with_shedding(pages: Router) -> Router {
    let busy = async |_: BoxError| (StatusCode::SERVICE_UNAVAILABLE, [("Retry-After", "1")]);
    pages.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(busy))
            .layer(GlobalConcurrencyLimitLayer::new(2))
            .load_shed(),
    )
}
