// refused: leaks — collects all that comes, and then looks how much it is

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use http_body_util::BodyExt;
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let body = body.collect().await;
    let body = body.map_err(|_| StatusCode::BAD_REQUEST)?.to_bytes();
    if body.len() > limit {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(Checksum::of(&body).hex())
}
