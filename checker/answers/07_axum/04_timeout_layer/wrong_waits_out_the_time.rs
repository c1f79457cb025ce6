// refused: late — a page that is early waits for the deadline

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::time::{sleep, timeout};

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    let (response, ()) = tokio::join!(
        timeout(lab::ms(2_000), next.run(request)),
        sleep(lab::ms(2_000)),
    );
    match response {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
