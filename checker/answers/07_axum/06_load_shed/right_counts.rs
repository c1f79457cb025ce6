// accepted: counts who is there, and a guard counts down

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
    if came.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    }
    let _place = Place(places);
    next.run(request).await
}

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}
