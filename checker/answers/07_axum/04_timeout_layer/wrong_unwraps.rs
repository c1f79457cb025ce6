// refused: panicked — unwraps what came of the page

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tokio::time::timeout;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    timeout(lab::ms(2_000), next.run(request)).await.unwrap()
}
