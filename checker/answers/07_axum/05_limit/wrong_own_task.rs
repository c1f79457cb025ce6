// refused: wrong-result — a task that goes on when the client has hung up

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
    let served = tokio::spawn(async move {
        let _place = places.acquire().await;
        next.run(request).await
    });
    served.await.unwrap_or_default()
}
