// accepted: a thread for each photo, which says when it is done

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::sync::oneshot;

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
    let (done, shrunk) = oneshot::channel();
    std::thread::spawn(move || {
        let thumb = photo.shrink();
        drop(place);
        // Whoever hung up does not want it any more.
        let _ = done.send(thumb);
    });
    let thumb = shrunk
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(thumb.name().to_owned())
}
