// refused: hangs — gives the lock back between the look and standing in line: who leaves meanwhile sees nobody

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

#[derive(Default)]
struct Line {
    busy: usize,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// A place, which goes to the next one when it is dropped.
struct Place(Option<Arc<Mutex<Line>>>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some(line) = self.0.take() else { return };
        let mut place = Place(Some(Arc::clone(&line)));
        loop {
            let mut now = line.lock().unwrap();
            let Some(next) = now.waiting.pop_front() else {
                now.busy -= 1;
                place.0 = None;
                return;
            };
            drop(now);
            match next.send(place) {
                Ok(()) => return,
                Err(back) => place = back,
            }
        }
    }
}

impl Line {
    fn take(&mut self) -> bool {
        let is_free = self.busy < 2;
        self.busy += usize::from(is_free);
        is_free
    }
}

async fn place(line: &Arc<Mutex<Line>>) -> Place {
    let taken = line.lock().unwrap().take();
    if taken {
        return Place(Some(Arc::clone(line)));
    }
    let (tell, told) = oneshot::channel();
    line.lock().unwrap().waiting.push_back(tell);
    told.await.unwrap()
}

async fn in_turn(State(line): State<Arc<Mutex<Line>>>, request: Request, next: Next) -> Response {
    let _place = place(&line).await;
    next.run(request).await
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
