// accepted: a pool of two threads of its own, and a lock that is asked in order

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use lab::{Image, Thumb};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::{Semaphore, oneshot};

pub fn app(photo: Image) -> Router {
    let pool = ThreadPoolBuilder::new().num_threads(2).build();
    Router::new()
        .route("/thumbnail", get(thumbnail))
        .route("/health", get(async || "I am well"))
        .with_state(Arc::new(Catalogue {
            photo,
            pool: pool.expect("the system has two threads"),
            places: Arc::new(Semaphore::new(2)),
        }))
}

struct Catalogue {
    photo: Image,
    pool: ThreadPool,
    places: Arc<Semaphore>,
}

async fn thumbnail(State(catalogue): State<Arc<Catalogue>>) -> Result<String, StatusCode> {
    let place = catalogue.places.clone().acquire_owned().await;
    let photo = catalogue.photo.clone();
    let (done, shrunk) = oneshot::channel::<Option<Thumb>>();
    catalogue.pool.spawn(move || {
        let thumb = catch_unwind(AssertUnwindSafe(|| photo.shrink())).ok();
        drop(place);
        let _ = done.send(thumb);
    });
    match shrunk.await {
        Ok(Some(thumb)) => Ok(thumb.name().to_owned()),
        _ => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
