// refused: wrong-result — looks how much it was when the next piece is there

use axum::Router;
use axum::body::Body;
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

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let (mut checksum, mut seen) = (Checksum::new(), 0_usize);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        if seen > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        seen += piece.len();
        checksum.add(&piece);
    }
    if seen > limit {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(checksum.hex())
}
