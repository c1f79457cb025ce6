// refused: wrong-result — too much is answered with 400

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
    let (mut checksum, mut left) = (Checksum::new(), limit);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        left = left
            .checked_sub(piece.len())
            .ok_or(StatusCode::BAD_REQUEST)?;
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}
