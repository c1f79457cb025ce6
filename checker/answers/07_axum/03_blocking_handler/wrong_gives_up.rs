// refused: wrong-result — who waits for a minute is turned away

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
    let wait = tokio::time::timeout(lab::ms(60_000), places.acquire_owned());
    let Ok(place) = wait.await else {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    };
    let thumb = spawn_blocking(move || {
        let _place = place;
        photo.shrink()
    });
    let thumb = thumb.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}
