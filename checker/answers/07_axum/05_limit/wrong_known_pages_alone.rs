// refused: too-concurrent — leaves out what comes where there is no page

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.route_layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let _place = places.acquire().await;
    next.run(request).await
}
