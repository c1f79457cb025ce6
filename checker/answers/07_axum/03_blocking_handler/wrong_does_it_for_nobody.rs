// refused: wrong-result — a task waits for the place, whoever has hung up

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
    let thumb = tokio::spawn(async move {
        let place = places.acquire_owned().await;
        let shrink = move || {
            let _place = place;
            photo.shrink()
        };
        spawn_blocking(shrink).await
    });
    let Ok(Ok(thumb)) = thumb.await else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    };
    Ok(thumb.name().to_owned())
}
