// accepted: the body is polled by hand

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use lab::Checksum;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::Pin;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

struct Photo {
    checksum: Checksum,
    bytes: usize,
}

impl Photo {
    fn take(&mut self, piece: &[u8], limit: usize) -> ControlFlow<StatusCode> {
        self.bytes += piece.len();
        if limit < self.bytes {
            return ControlFlow::Break(StatusCode::PAYLOAD_TOO_LARGE);
        }
        self.checksum.add(piece);
        ControlFlow::Continue(())
    }
}

async fn photo(State(limit): State<usize>, mut body: Body) -> Result<String, StatusCode> {
    let mut photo = Photo {
        checksum: Checksum::new(),
        bytes: 0,
    };
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| StatusCode::BAD_REQUEST)?;
        let Some(piece) = frame.data_ref() else {
            continue;
        };
        if let ControlFlow::Break(status) = photo.take(piece, limit) {
            return Err(status);
        }
    }
    Ok(photo.checksum.hex())
}
