// refused: too-concurrent — `let _ = place` in the closure does not move the place there

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<Semaphore>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let photo = catalogue.photo;
    let place = catalogue
        .places
        .acquire_owned()
        .await
        .expect("it is never closed");
    let work = spawn_blocking(move || {
        let _ = place;
        photo.shrink()
    });
    match work.await {
        Ok(thumb) => Ok(thumb.name().to_owned()),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

pub fn app(photo: Image) -> Router {
    let places = Arc::new(Semaphore::new(2));
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "ok"))
        .with_state(Catalogue { photo, places })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}
