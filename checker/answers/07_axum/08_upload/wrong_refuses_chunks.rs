// refused: wrong-result — a body that says that it comes in chunks is refused

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use futures::StreamExt;
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(
    State(limit): State<usize>,
    headers: axum::http::HeaderMap,
    body: Body,
) -> Result<String, StatusCode> {
    if headers.contains_key("transfer-encoding") {
        return Err(StatusCode::LENGTH_REQUIRED);
    }
    let mut pieces = body.into_data_stream();
    let (mut checksum, mut total) = (Checksum::new(), 0);
    while let Some(piece) = pieces.next().await {
        let piece: Bytes = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        total += piece.len();
        if total > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}
