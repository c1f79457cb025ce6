// accepted: one frame after another, counted up

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

async fn photo(State(limit): State<usize>, mut body: Body) -> Result<String, StatusCode> {
    let (mut checksum, mut seen) = (Checksum::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StatusCode::BAD_REQUEST)?;
        let Ok(piece) = frame.into_data() else {
            continue;
        };
        seen = seen.saturating_add(piece.len());
        if seen > limit {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}
