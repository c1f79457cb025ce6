// accepted: the pages are a service that another router falls back to

use axum::error_handling::HandleError;
use axum::http::StatusCode;
use axum::{BoxError, Router};
use lab::ms;
use tower::timeout::Timeout;

pub fn with_deadline(pages: Router) -> Router {
    let pages = Timeout::new(pages, ms(2_000));
    let pages = HandleError::new(pages, async |_: BoxError| StatusCode::GATEWAY_TIMEOUT);
    Router::new().fallback_service(pages)
}
