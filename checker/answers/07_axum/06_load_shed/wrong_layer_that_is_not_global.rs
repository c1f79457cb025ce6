// refused: wrong-result — the layer of tower makes new limits again and again

use axum::error_handling::HandleErrorLayer;
use axum::http::StatusCode;
use axum::{BoxError, Router};
use tower::ServiceBuilder;

pub fn with_shedding(pages: Router) -> Router {
    let busy = async |_: BoxError| (StatusCode::SERVICE_UNAVAILABLE, [("Retry-After", "1")]);
    pages.layer(
        ServiceBuilder::new()
            .layer(HandleErrorLayer::new(busy))
            .load_shed()
            .concurrency_limit(2),
    )
}
