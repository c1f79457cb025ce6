// refused: wrong-result — who is turned away is counted, and never counted down

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
    let place = Place(places);
    if place.0.fetch_add(1, SeqCst) >= 2 {
        std::mem::forget(place);
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    }
    next.run(request).await
}

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}
