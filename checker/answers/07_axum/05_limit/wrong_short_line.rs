// refused: wrong-result — turns away who comes when 256 wait

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn in_turn(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    static LINE: Semaphore = Semaphore::const_new(256);
    let Ok(in_line) = LINE.try_acquire() else {
        return axum::response::IntoResponse::into_response(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
        );
    };
    let _place = places.acquire().await.expect("it is never closed");
    drop(in_line);
    next.run(request).await
}

pub fn with_limit(pages: Router) -> Router {
    pages.layer(from_fn_with_state(Arc::new(Semaphore::new(2)), in_turn))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_limit(pages)).await
}
