// refused: wrong-result — takes its place in the line in a task that may begin later than another one

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
    let place = tokio::spawn(places.acquire_owned()).await;
    let place = place.map_err(internal)?.map_err(internal)?;
    let shrunk = spawn_blocking(move || {
        // The work has the place, and not this future, which may be dropped before.
        let _place = place;
        photo.shrink()
    });
    let thumb = shrunk.await.map_err(internal)?;
    Ok(thumb.name().to_owned())
}

fn internal<E>(_: E) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}
