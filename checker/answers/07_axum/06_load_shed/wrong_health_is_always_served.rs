// refused: wrong-result — lets in whoever asks for health

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;

fn not_now() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "1")],
    )
        .into_response()
}

async fn or_not(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let place = places.try_acquire();
    if place.is_err() && request.uri().path() != "/health" {
        return not_now();
    }
    next.run(request).await
}

pub fn with_shedding(pages: Router) -> Router {
    pages.layer(from_fn_with_state(Arc::new(Semaphore::new(2)), or_not))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_shedding(pages)).await
}
