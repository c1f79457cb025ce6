// refused: late — looks every hundred milliseconds whether the page is there

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use tokio::time::sleep;

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(deadline))
}

async fn deadline(request: Request, next: Next) -> Response {
    let mut page = Box::pin(next.run(request));
    for _ in 0..20 {
        sleep(lab::ms(100)).await;
        if let Some(response) = (&mut page).now_or_never() {
            return response;
        }
    }
    StatusCode::GATEWAY_TIMEOUT.into_response()
}
