// refused: wrong-result — forgets the permit and adds one after the page

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
    if let Ok(place) = places.acquire().await {
        place.forget();
    }
    let response = next.run(request).await;
    places.add_permits(1);
    response
}
