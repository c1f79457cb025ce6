// accepted: a task that nobody aborts has the place and waits for the work

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use lab::Image;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

pub fn app(photo: Image) -> Router {
    let places = Arc::new(Semaphore::new(2));
    let thumbnail = async move || {
        let broken = StatusCode::INTERNAL_SERVER_ERROR;
        let place = places.acquire_owned().await.map_err(|_| broken)?;
        let shrunk = tokio::spawn(async move {
            let shrunk = spawn_blocking(move || photo.shrink()).await;
            drop(place);
            shrunk
        });
        match shrunk.await {
            Ok(Ok(thumb)) => Ok(thumb.name().to_owned()),
            _ => Err(broken),
        }
    };
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || StatusCode::OK))
}
