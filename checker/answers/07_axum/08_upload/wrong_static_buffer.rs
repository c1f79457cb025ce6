// refused: leaks — a static that is as large as a photo

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use futures::StreamExt;
use lab::Checksum;

static WHOLE: tokio::sync::Mutex<[u8; 16 << 20]> = tokio::sync::Mutex::const_new([0; 16 << 20]);

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let mut whole = WHOLE.lock().await;
    let mut at = 0;
    let (mut checksum, mut left) = (Checksum::new(), limit);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST)?;
        left = left
            .checked_sub(piece.len())
            .ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        if at + piece.len() <= whole.len() {
            whole[at..at + piece.len()].copy_from_slice(&piece);
            at += piece.len();
        }
    }
    checksum.add(&whole[..at]);
    Ok(checksum.hex())
}
