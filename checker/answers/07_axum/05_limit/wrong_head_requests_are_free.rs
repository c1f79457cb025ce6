// refused: too-concurrent — whoever asks for a head or for the methods needs no place

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn in_turn(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    let free = matches!(request.method().as_str(), "HEAD" | "OPTIONS");
    let _place = match free {
        true => None,
        false => places.acquire().await.ok(),
    };
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
