// accepted: two messages in a channel are the places

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

struct Place(mpsc::UnboundedSender<()>);

impl Drop for Place {
    fn drop(&mut self) {
        // Nobody is left to wait where this fails.
        let _ = self.0.send(());
    }
}

pub fn app(photo: Image) -> Router {
    let (give, take) = mpsc::unbounded_channel();
    for _ in 0..2 {
        drop(Place(give.clone()));
    }
    let take = Arc::new(Mutex::new(take));
    let thumbnail = async move || {
        let photo = photo.clone();
        take.lock().await.recv().await.expect("we hold a sender");
        let place = Place(give.clone());
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
