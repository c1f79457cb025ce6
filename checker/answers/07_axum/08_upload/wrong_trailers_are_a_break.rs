// refused: wrong-result — trailers are taken for a body that breaks off

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let mut body = body;
    let (mut checksum, mut total) = (Checksum::new(), 0);
    while let Some(piece) = http_body_util::BodyExt::frame(&mut body).await {
        let frame = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        let piece: Bytes = frame.into_data().map_err(|_| StatusCode::BAD_REQUEST)?;
        total += piece.len();
        if total > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}
