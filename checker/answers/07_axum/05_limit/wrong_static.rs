// refused: not-concurrent — all services share two places

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tokio::sync::Semaphore;

pub fn with_limit(pages: Router) -> Router {
    let places = ();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<()>, request: Request, next: Next) -> Response {
    let () = places;
    let _place = PLACES.acquire().await;
    next.run(request).await
}

static PLACES: Semaphore = Semaphore::const_new(2);
