// accepted: a permit that owns its semaphore, and is dropped by name

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let place = places.acquire_owned().await;
    let response = next.run(request).await;
    drop(place);
    response
}
