// refused: not-concurrent — a place that was given to a request is lost where that is dropped before it goes on

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

#[derive(Default)]
struct Line {
    busy: usize,
    waiting: VecDeque<oneshot::Sender<()>>,
}

struct Place(Arc<Mutex<Line>>);

impl Drop for Place {
    fn drop(&mut self) {
        let mut line = self.0.lock().unwrap();
        while let Some(next) = line.waiting.pop_front() {
            if next.send(()).is_ok() {
                return;
            }
        }
        line.busy -= 1;
    }
}

async fn place(line: &Arc<Mutex<Line>>) -> Place {
    let told = {
        let mut line = line.lock().unwrap();
        if line.busy < 2 {
            line.busy += 1;
            None
        } else {
            let (tell, told) = oneshot::channel();
            line.waiting.push_back(tell);
            Some(told)
        }
    };
    if let Some(told) = told {
        told.await.unwrap();
    }
    Place(line.clone())
}

pub fn app(photo: Image) -> Router {
    let line: Arc<Mutex<Line>> = Arc::default();
    let thumbnail = async move || {
        let photo = photo.clone();
        let place = place(&line).await;
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            photo.shrink().name().to_owned()
        });
        work.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    };
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get("fine"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}
