// accepted: a line of its own, in which a place goes from hand to hand

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

pub fn with_limit(pages: Router) -> Router {
    let places = Places::two();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Places>>, request: Request, next: Next) -> Response {
    let _place = places.take().await;
    next.run(request).await
}

struct Places(Mutex<Line>);

struct Line {
    free: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// Gives itself to the next in line when it is dropped.
struct Place(Option<Arc<Places>>);

impl Places {
    fn two() -> Arc<Self> {
        let waiting = VecDeque::new();
        Arc::new(Self(Mutex::new(Line { free: 2, waiting })))
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn take(self: Arc<Self>) -> Place {
        let turn = {
            let mut line = self.line();
            if line.free > 0 {
                line.free -= 1;
                return Place(Some(self.clone()));
            }
            let (give, turn) = oneshot::channel();
            line.waiting.push_back(give);
            turn
        };
        turn.await.expect("a place is not lost")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(places) = self.0.take() else { return };
        let next = {
            let mut line = places.line();
            let next = line.waiting.pop_front();
            line.free += usize::from(next.is_none());
            next
        };
        // Where nobody waits any more, it is dropped again, and goes on to the next.
        drop(next.map(|next| next.send(Place(Some(places)))));
    }
}
