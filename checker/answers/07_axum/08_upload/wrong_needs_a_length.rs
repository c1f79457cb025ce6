// refused: wrong-result — without a length nothing is taken

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
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
    headers: HeaderMap,
    body: Body,
) -> Result<String, StatusCode> {
    let says = headers.get(CONTENT_LENGTH);
    let says = says.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if says.ok_or(StatusCode::LENGTH_REQUIRED)? > limit {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (mut checksum, mut left) = (Checksum::new(), limit);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        left = left
            .checked_sub(piece.len())
            .ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}
