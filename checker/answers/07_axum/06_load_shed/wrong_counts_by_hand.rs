// refused: wrong-result — counts down after the page, where nobody comes by who was dropped

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::default();
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(State(places): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
    let came = places.fetch_update(SeqCst, SeqCst, |busy| (busy < 2).then_some(busy + 1));
    let Ok(_) = came else {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    };
    let response = next.run(request).await;
    places.fetch_sub(1, SeqCst);
    response
}
