// accepted: whoever is the next one has a lock for tasks, and sleeps until it is told that a place is free

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use tokio::sync::{Mutex, Notify};

#[derive(Default)]
struct Places {
    /// Whoever has this is the next one.
    next: Mutex<()>,
    busy: AtomicUsize,
    free: Notify,
}

struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, SeqCst);
        self.0.free.notify_one();
    }
}

async fn in_turn(State(places): State<Arc<Places>>, request: Request, next: Next) -> Response {
    let place = {
        let _next = places.next.lock().await;
        loop {
            let more = |busy| (busy < 2).then_some(busy + 1);
            if places.busy.fetch_update(SeqCst, SeqCst, more).is_ok() {
                break Place(Arc::clone(&places));
            }
            places.free.notified().await;
        }
    };
    let response = next.run(request).await;
    drop(place);
    response
}

pub fn with_limit(pages: Router) -> Router {
    pages.layer(from_fn_with_state(Arc::default(), in_turn))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_limit(pages)).await
}
