// refused: wrong-result — counts down after the page, where nobody comes by who was dropped

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use tokio::sync::Notify;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::default();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(
    State(places): State<Arc<(AtomicUsize, Notify)>>,
    request: Request,
    next: Next,
) -> Response {
    loop {
        let free = places.1.notified();
        if places
            .0
            .fetch_update(SeqCst, SeqCst, |busy| (busy < 2).then_some(busy + 1))
            .is_ok()
        {
            break;
        }
        free.await;
    }
    let response = next.run(request).await;
    places.0.fetch_sub(1, SeqCst);
    places.1.notify_one();
    response
}
