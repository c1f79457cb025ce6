// refused: wrong-result — who comes when a place is free takes it from who was told so

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
    let _place = Place(places);
    next.run(request).await
}

struct Place(Arc<(AtomicUsize, Notify)>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, SeqCst);
        self.0.1.notify_one();
    }
}
