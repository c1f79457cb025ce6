// accepted: a task for each page, which has the place and is aborted when nobody waits for it

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::task::AbortOnDropHandle;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(place) = places.try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    };
    let page = AbortOnDropHandle::new(tokio::spawn(async move {
        let _place = place;
        next.run(request).await
    }));
    let broken = |_| StatusCode::INTERNAL_SERVER_ERROR.into_response();
    page.await.unwrap_or_else(broken)
}
