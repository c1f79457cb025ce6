// refused: wrong-result — both places have to be free before the next two begin

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
    let place = places.acquire_many(1).await;
    let response = next.run(request).await;
    drop(place);
    // The line moves when both have left.
    let both = places.acquire_many(2).await;
    drop(both);
    response
}
