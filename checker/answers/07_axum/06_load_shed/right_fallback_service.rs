// accepted: one service around the whole router, which sheds

use axum::error_handling::HandleError;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{BoxError, Router};
use tower::ServiceBuilder;

pub fn with_shedding(pages: Router) -> Router {
    let pages = ServiceBuilder::new()
        .load_shed()
        .concurrency_limit(2)
        .service(pages);
    Router::new().fallback_service(HandleError::new(pages, busy))
}

async fn busy(_: BoxError) -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    let second = HeaderValue::from_static("1");
    response.headers_mut().insert("retry-after", second);
    response
}
