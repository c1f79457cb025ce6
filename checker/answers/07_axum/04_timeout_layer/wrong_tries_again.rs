// refused: late — asks a page that is late once more

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
    let (path, again) = (request.uri().clone(), next.clone());
    if let Ok(response) = timeout(lab::ms(2_000), next.run(request)).await {
        return response;
    }
    let mut request = Request::default();
    *request.uri_mut() = path;
    match timeout(lab::ms(2_000), again.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}
