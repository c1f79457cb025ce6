// refused: not-concurrent — all services share two places

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
            places: Arc::default(),
        })
}

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<()>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let Catalogue { photo, places } = catalogue;
    let _ = places;
    let place = PLACES.acquire().await;
    let thumb = spawn_blocking(move || {
        let _place = place;
        photo.shrink()
    });
    let thumb = thumb.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}

static PLACES: Semaphore = Semaphore::const_new(2);
