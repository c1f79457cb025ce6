// refused: late — a place that was given to a request is lost where that is dropped before it goes on

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
    waiting: VecDeque<oneshot::Sender<()>>,
}

/// A place, which goes to the next one when it is dropped.
struct Place(Arc<Mutex<Line>>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut now = self.0.lock().unwrap();
        while let Some(next) = now.waiting.pop_front() {
            if next.send(()).is_ok() {
                return;
            }
        }
        now.busy -= 1;
    }
}

async fn place(line: &Arc<Mutex<Line>>) -> Place {
    let told = {
        let mut now = line.lock().unwrap();
        if now.busy < 2 {
            now.busy += 1;
            return Place(Arc::clone(line));
        }
        let (tell, told) = oneshot::channel();
        now.waiting.push_back(tell);
        told
    };
    told.await.unwrap();
    Place(Arc::clone(line))
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
