// Customers send photos of what they would like to have made. Nobody knows beforehand how
// large a photo is, and it does not arrive as a whole: a body comes in pieces. A handler
// that takes `Bytes` has all of it in memory before its first line runs, and with some
// large ones at the same time the service is gone. A handler can also take the pieces.
//
// https://docs.rs/axum/latest/axum/body/struct.Body.html

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use futures::StreamExt;
use lab::Checksum;

/// The web service of the shop, for photos.
///
/// `POST /photos` takes a body of up to `limit` bytes, and answers with status 200 and the
/// checksum of it as [`Checksum::hex`] writes it. The body comes in pieces of any size up
/// to 64 KiB, and takes as long as it takes. Otherwise the status is
///
/// - 413 if there are more bytes than `limit`: as soon as the piece is there that goes
///   beyond it, and no other piece is asked for,
/// - 400 if the body breaks off before that.
///
/// Less than 1 MiB of memory is in use at any moment, however large the photo is. What the
/// client says of its length may be missing, or not true; if it says that there is more
/// than `limit`, it may be answered with 413 at once. Trailers behind the bytes are no part
/// of the photo. When the client hangs up, nobody has the body any more, and no task is
/// left. Any number of photos come at the same time, and no thread is blocked.
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
        // Counted before anything else is done with it. Whoever returns here drops the
        // rest of the body.
        left = left
            .checked_sub(piece.len())
            .ok_or(StatusCode::PAYLOAD_TOO_LARGE)?;
        checksum.add(&piece);
    }
    Ok(checksum.hex())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Send it something with `curl -i --data-binary @FILE http://127.0.0.1:3000/photos`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(16 << 20)).await
}

// These tests send small photos. A hidden test sends 16 MiB and watches the memory, and it
// has clients that send too much, stop half-way, or are gone.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::Request;
    use std::io::Error;
    use tower::ServiceExt;

    /// Send these pieces; an `Err` is where the body breaks off.
    async fn send(limit: usize, pieces: Vec<Result<&'static str, Error>>) -> (u16, String) {
        let body = Body::from_stream(futures::stream::iter(pieces));
        let request = Request::post("/photos").body(body).unwrap();
        let response = app(limit).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_pieces_make_one_checksum() {
        let (status, checksum) = send(10, vec![Ok("green"), Ok(" tea")]).await;
        assert_eq!(status, 200);
        assert_eq!(checksum, Checksum::of(b"green tea").hex());
    }

    #[tokio::test]
    async fn a_photo_may_be_too_large_or_break_off() {
        assert_eq!(send(9, vec![Ok("green"), Ok(" tea")]).await.0, 200);
        assert_eq!(send(8, vec![Ok("green"), Ok(" tea")]).await.0, 413);
        let gone = Err(Error::other("the client is gone"));
        assert_eq!(send(9, vec![Ok("green"), gone]).await.0, 400);
    }
}
