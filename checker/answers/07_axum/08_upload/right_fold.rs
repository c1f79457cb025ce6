// accepted: a fold over the pieces, which ends with the first error

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use futures::{TryStreamExt, future::ready};
use lab::Checksum;

pub fn app(limit: usize) -> Router {
    Router::new()
        .route("/photos", post(photo))
        .with_state(limit)
}

async fn photo(State(limit): State<usize>, body: Body) -> Result<String, StatusCode> {
    let pieces = body.into_data_stream();
    let pieces = pieces.map_err(|_| StatusCode::BAD_REQUEST);
    let (checksum, _) = pieces
        .try_fold((Checksum::new(), 0), |(mut checksum, seen), piece| {
            let seen = seen + piece.len();
            checksum.add(&piece);
            ready(match seen <= limit {
                true => Ok((checksum, seen)),
                false => Err(StatusCode::PAYLOAD_TOO_LARGE),
            })
        })
        .await?;
    Ok(checksum.hex())
}
