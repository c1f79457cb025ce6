// refused: too-concurrent — looks how many there are, and counts one more in another step

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn not_now() -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "1")],
    )
        .into_response()
}

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn or_not(State(places): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
    if places.load(Ordering::SeqCst) >= 2 {
        return not_now();
    }
    places.fetch_add(1, Ordering::SeqCst);
    let _place = Place(places);
    next.run(request).await
}

pub fn with_shedding(pages: Router) -> Router {
    pages.layer(from_fn_with_state(Arc::default(), or_not))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_shedding(pages)).await
}
