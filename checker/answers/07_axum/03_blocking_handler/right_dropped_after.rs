// accepted: gives the place back by hand when the photo is shrunk, or unwinds with it

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

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
    let name = spawn_blocking(move || {
        let thumb = photo.shrink();
        drop(place);
        thumb.name().to_owned()
    });
    name.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
