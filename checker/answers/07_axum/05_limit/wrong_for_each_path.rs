// refused: too-concurrent — a semaphore for each path

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::default();
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(
    State(places): State<Arc<Mutex<HashMap<String, Arc<Semaphore>>>>>,
    request: Request,
    next: Next,
) -> Response {
    let places = {
        let mut known = places.lock().unwrap();
        let places = known.entry(request.uri().path().to_owned());
        places
            .or_insert_with(|| Arc::new(Semaphore::new(2)))
            .clone()
    };
    let _place = places.acquire().await;
    next.run(request).await
}
