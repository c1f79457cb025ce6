// refused: hangs — the place is taken until the whole body has gone

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures::StreamExt;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let place = places.acquire_owned().await;
    let response = next.run(request).await;
    response.map(|body| {
        let pieces = body.into_data_stream().map(move |piece| {
            let _place = &place;
            piece
        });
        Body::from_stream(pieces)
    })
}
