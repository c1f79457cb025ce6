// refused: leaks — gives the future of a late page to a task, to have it done all the same

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    let mut page = Box::pin(next.run(request));
    match timeout(lab::ms(2_000), &mut page).await {
        Ok(response) => response,
        Err(_) => {
            tokio::spawn(page);
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
    }
}
