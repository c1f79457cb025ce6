// refused: hangs — gives no place back while a thread panics

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::Semaphore;

struct Place(Arc<Semaphore>);

impl Drop for Place {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.0.add_permits(1);
        }
    }
}

async fn in_turn(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    places.acquire().await.unwrap().forget();
    let place = Place(places.clone());
    let response = next.run(request).await;
    drop(place);
    response
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
