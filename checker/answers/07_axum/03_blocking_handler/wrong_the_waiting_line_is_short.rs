// refused: wrong-result — turns away who comes when 64 wait

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
    line: Arc<Semaphore>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let photo = catalogue.photo;
    let in_line = catalogue
        .line
        .try_acquire()
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let place = catalogue
        .places
        .acquire_owned()
        .await
        .expect("it is never closed");
    drop(in_line);
    let work = spawn_blocking(move || {
        let thumb = photo.shrink();
        drop(place);
        thumb
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
        .with_state(Catalogue {
            photo,
            places,
            line: Arc::new(Semaphore::new(64)),
        })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}
