// refused: not-concurrent — a lock, which only one can hold

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Mutex;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::default();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Mutex<()>>>, request: Request, next: Next) -> Response {
    let _place = places.lock().await;
    next.run(request).await
}
