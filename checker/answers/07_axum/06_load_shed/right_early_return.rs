// accepted: turns away first, and keeps an owned permit

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let Ok(place) = places.try_acquire_owned() else {
        let come_back = [("retry-after", "1")];
        return (StatusCode::SERVICE_UNAVAILABLE, come_back, "we are busy").into_response();
    };
    let response = next.run(request).await;
    drop(place);
    response
}
