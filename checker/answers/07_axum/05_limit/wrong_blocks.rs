// refused: blocks-runtime — the thread waits for a place

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::default();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Places>>, request: Request, next: Next) -> Response {
    places.take();
    let _place = Place(places);
    next.run(request).await
}

#[derive(Default)]
struct Places(Mutex<usize>, Condvar);

impl Places {
    fn take(&self) {
        let busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = self.1.wait_while(busy, |busy| *busy == 2);
        *busy.unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.1.notify_one();
    }
}
