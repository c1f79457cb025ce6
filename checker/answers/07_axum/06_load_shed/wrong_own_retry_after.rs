// refused: wrong-result — whatever answers with 503 is told to come back in a second

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let response = match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    if response.status() != StatusCode::SERVICE_UNAVAILABLE {
        return response;
    }
    let mut response = response;
    let second = axum::http::HeaderValue::from_static("1");
    response.headers_mut().insert("retry-after", second);
    response
}
