// refused: wrong-result — shrinks the photo once and remembers the small copy

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

pub fn app(photo: Image) -> Router {
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "I am well"))
        .with_state(Catalogue {
            photo,
            places: Arc::new((Arc::new(Semaphore::new(2)), OnceLock::new())),
        })
}

#[derive(Clone)]
struct Catalogue {
    photo: Image,
    places: Arc<(Arc<Semaphore>, OnceLock<String>)>,
}

async fn thumbnail(State(catalogue): State<Catalogue>) -> Result<String, StatusCode> {
    let Catalogue { photo, places } = catalogue;
    let (places, known) = &*places;
    if let Some(name) = known.get() {
        return Ok(String::clone(name));
    }
    let place = places.clone().acquire_owned().await;
    let thumb = spawn_blocking(move || {
        let _place = place;
        photo.shrink()
    });
    let thumb = thumb.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let name = thumb.name().to_owned();
    Ok(known.get_or_init(|| name).clone())
}
