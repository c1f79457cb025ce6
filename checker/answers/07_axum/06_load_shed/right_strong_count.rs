// accepted: whoever is under way has a clone of a marker, which are counted under a lock

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex};

pub fn with_shedding(pages: Router) -> Router {
    let marker = Arc::new(Mutex::new(Arc::new(())));
    pages.layer(from_fn(move |request: Request, next: Next| {
        let place = {
            let marker = marker.lock().expect("nobody panics here");
            (Arc::strong_count(&marker) <= 2).then(|| Arc::clone(&marker))
        };
        async move {
            if place.is_some() {
                let response = next.run(request).await;
                drop(place);
                return response;
            }
            let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
            response
                .headers_mut()
                .insert("retry-after", HeaderValue::from(1));
            response
        }
    }))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_shedding(pages)).await
}
