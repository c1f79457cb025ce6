// accepted: health is a router of its own, and the work catches its panic

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lab::Image;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

pub fn app(photo: Image) -> Router {
    let health = Router::new().route("/health", get(async || "I am well"));
    let thumbnails = Router::new()
        .route("/thumbnail", get(thumbnail))
        .with_state((photo, Arc::new(Semaphore::new(2))));
    health.merge(thumbnails)
}

async fn thumbnail(State((photo, places)): State<(Image, Arc<Semaphore>)>) -> Response {
    let place = places.acquire_owned().await;
    let work = move || {
        let _place = place;
        catch_unwind(AssertUnwindSafe(|| photo.shrink()))
    };
    match spawn_blocking(work).await {
        Ok(Ok(thumb)) => thumb.name().to_owned().into_response(),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
