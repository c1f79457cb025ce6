// refused: too-concurrent — the permit is taken and dropped in the same line

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
    let _ = places.acquire().await;
    next.run(request).await
}
