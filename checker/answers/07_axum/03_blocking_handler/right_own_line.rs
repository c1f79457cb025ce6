// accepted: a line of its own, in which a place goes from hand to hand

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

#[derive(Default)]
struct Line {
    busy: usize,
    waiting: std::collections::VecDeque<oneshot::Sender<Place>>,
}

struct Place(Option<Arc<Mutex<Line>>>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some(line) = self.0.take() else { return };
        let mut place = Place(Some(line.clone()));
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

async fn place(line: &Arc<Mutex<Line>>) -> Place {
    let waits = {
        let mut now = line.lock().unwrap();
        if now.busy < 2 {
            now.busy += 1;
            return Place(Some(line.clone()));
        }
        let (tell, told) = oneshot::channel();
        now.waiting.push_back(tell);
        told
    };
    waits.await.unwrap()
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
