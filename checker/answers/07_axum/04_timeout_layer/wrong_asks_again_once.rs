// refused: wrong-result — asks a page that is not available once more

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(2);

async fn in_time(request: Request, next: Next) -> Response {
    let again = Request::builder()
        .uri(request.uri().clone())
        .body(axum::body::Body::empty())
        .unwrap();
    let twice = async {
        let response = next.clone().run(request).await;
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            return next.run(again).await;
        }
        response
    };
    match timeout(LIMIT, twice).await {
        Ok(response) => response,
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

pub fn with_deadline(pages: Router) -> Router {
    pages.layer(from_fn(in_time))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let pages = Router::new().route("/", axum::routing::get(async || "tea, 4 EUR"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_deadline(pages)).await
}
