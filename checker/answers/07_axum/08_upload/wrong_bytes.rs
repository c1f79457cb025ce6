// refused: leaks — the body is in memory before the handler begins

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Bytes) -> Result<String, StatusCode> {
    if body.len() > limit {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(Checksum::of(&body).hex())
}
