// refused: wrong-result — the page gets a header that did not come with its request

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn(move |request: Request, next: Next| {
        let places = places.clone();
        async move {
            let (mut request, came) = (request, tokio::time::Instant::now());
            let place = places.acquire_owned().await.expect("it is never closed");
            let waited = came.elapsed().as_millis() as u64;
            request.headers_mut().insert("x-waited-ms", waited.into());
            let response = next.run(request).await;
            drop(place);
            response
        }
    }))
}

fn main() {}
