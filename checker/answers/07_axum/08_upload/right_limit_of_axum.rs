// accepted: the limit is a layer, and the request is asked for a body that has it

use axum::RequestExt;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::routing::post;
use futures::StreamExt;
use http_body_util::LengthLimitError;
use lab::Checksum;
use std::error::Error;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .layer(DefaultBodyLimit::max(limit))
}

async fn photo(request: Request) -> Result<String, StatusCode> {
    let mut checksum = Checksum::new();
    let mut pieces = request.into_limited_body().into_data_stream();
    while let Some(piece) = pieces.next().await {
        checksum.add(&piece.map_err(why)?);
    }
    Ok(checksum.hex())
}

/// What failed is wrapped by all that passed it on.
fn why(error: axum::Error) -> StatusCode {
    let mut error: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(inner) = error {
        if inner.is::<LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        error = inner.source();
    }
    StatusCode::BAD_REQUEST
}
