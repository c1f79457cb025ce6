// refused: blocks-runtime — starts a thread and joins it

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn app(photo: Image) -> Router {
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "I am well"))
        .with_state(Catalogue {
            photo,
            places: Arc::new(Semaphore::new(2)),
        })
}

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<Semaphore>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let Catalogue { photo, places } = catalogue;
    let place = places.acquire_owned().await;
    let thumb = std::thread::spawn(move || {
        let _place = place;
        photo.shrink()
    });
    let thumb = thumb
        .join()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}
