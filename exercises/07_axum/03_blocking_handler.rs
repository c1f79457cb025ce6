// The catalogue shows small copies of a photo, and to make one takes a processor for a
// while. Done in the handler, it holds the thread that serves everybody: not even
// `/health` is answered, and whoever asks for that takes the service for dead. There are
// other threads for such work. But with hundreds of photos on hundreds of threads a
// machine gets nothing done: two at a time are enough. And nobody can stop a thread, so
// when a client hangs up, its future is gone, and the work is not.
//
// https://docs.rs/tokio/latest/tokio/task/fn.spawn_blocking.html

use axum::Router;
use lab::Image;

/// The web service of the catalogue.
///
/// `GET /thumbnail` calls `shrink` on `photo`, each time anew, and answers with status
/// 200 and the name of the small copy as text. `GET /health` answers with status 200 at
/// once, whatever else goes on; the body may say what you like.
///
/// `shrink` holds up no thread that tasks run on. Two calls are under way at the same
/// time if two or more are asked for, and never more than two. Further requests wait for
/// a place in the order in which they came, without a thread of their own; they sleep
/// until it is their turn, however long that takes.
///
/// If a client hangs up while its request waits, `shrink` is not called for it, and who
/// comes next moves up. If it hangs up later, the call goes on to its end, and keeps its
/// place until then.
///
/// If `shrink` panics, the status is 500, and the place is free again.
pub fn app(photo: Image) -> Router {
    // TODO: On which thread is a photo shrunk, and who has one of the two places until
    // when? So far, nothing is served.
    let _ = photo;
    Router::new()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i http://127.0.0.1:3000/thumbnail`, and for `/health`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(Image::new("tea"))).await
}

// These tests look at what is answered. A hidden test also looks at how many photos are
// shrunk at the same time, and on which threads, whoever hangs up.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    /// What a service answers: status and body.
    async fn get(app: &Router, path: &str) -> (u16, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_photo_is_shrunk() {
        let app = app(Image::new("tea"));
        assert_eq!(get(&app, "/thumbnail").await, (200, "tea".to_owned()));
    }

    #[tokio::test]
    async fn three_are_shrunk_and_the_service_is_healthy() {
        let app = app(Image::new("tea"));
        let thumbnail = || get(&app, "/thumbnail");
        let (one, two, three, health) =
            tokio::join!(thumbnail(), thumbnail(), thumbnail(), get(&app, "/health"));
        assert_eq!([one.0, two.0, three.0], [200; 3]);
        assert_eq!(health.0, 200);
    }
}
