// refused: wrong-result — once it was full, all are turned away for a second

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use tokio::time::Instant;

pub fn with_shedding(pages: Router) -> Router {
    let places = Arc::new((Semaphore::new(2), Mutex::new(None)));
    pages.layer(from_fn_with_state(places, shed))
}

async fn shed(
    State(places): State<Arc<(Semaphore, Mutex<Option<Instant>>)>>,
    request: Request,
    next: Next,
) -> Response {
    let (places, full) = &*places;
    let now = Instant::now();
    let rests = full
        .lock()
        .unwrap()
        .is_some_and(|full| now < full + lab::ms(1_000));
    let place = if rests {
        None
    } else {
        places.try_acquire().ok()
    };
    let Some(_place) = place else {
        full.lock().unwrap().get_or_insert(now);
        return (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1")]).into_response();
    };
    *full.lock().unwrap() = None;
    next.run(request).await
}
