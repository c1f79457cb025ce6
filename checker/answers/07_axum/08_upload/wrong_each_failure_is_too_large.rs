// refused: wrong-result — whatever goes wrong, it was too much

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use http_body_util::{BodyExt, Limited};
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let mut checksum = Checksum::new();
    let mut body = Limited::new(body, limit);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        if let Some(piece) = frame.data_ref() {
            checksum.add(piece);
        }
    }
    Ok(checksum.hex())
}
