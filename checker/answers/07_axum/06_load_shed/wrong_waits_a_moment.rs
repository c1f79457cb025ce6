// refused: wrong-result — waits for a place for a tenth of a second

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::time::timeout;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(Ok(_place)) = timeout(lab::ms(100), places.acquire()).await else {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    };
    next.run(request).await
}
