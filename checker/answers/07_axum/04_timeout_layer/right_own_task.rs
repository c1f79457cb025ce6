// accepted: a task for each page, which is aborted when nobody waits for it

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    let page = AbortOnDropHandle::new(tokio::spawn(next.run(request)));
    match timeout(lab::ms(2_000), page).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
