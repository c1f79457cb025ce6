// refused: leaks — waits for a task until the deadline, and the task goes on

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
    let page = tokio::spawn(next.run(request));
    match timeout(lab::ms(2_000), page).await {
        Ok(Ok(response)) => response,
        _ => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
