// refused: wrong-result — looks whether there is a place, and takes it later

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
    if places.available_permits() == 0 {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    }
    tokio::task::yield_now().await;
    let _place = places.acquire().await;
    next.run(request).await
}
