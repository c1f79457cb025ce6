// The machine of the shop can serve two requests at a time; with ten it serves none in
// good time. So the others wait outside, in a line. A limit is put around all pages at
// once: two requests in all, and not two for each page. And whoever leaves, in whatever
// way, makes room for the next one: also a client that hangs up half-way, and a page
// that panics. What is given back by hand after the page is not given back then.
//
// https://docs.rs/axum/latest/axum/middleware/index.html

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The same pages, with a limit: of all requests, whatever they ask for, never more than
/// two are under way at the same time, and two are if two or more have come.
///
/// A request is under way from the moment when the page gets it until the head of the
/// response is there, or the future of the page is dropped: because the client hangs up,
/// or because the page panics. A body that is still to come holds up nobody.
///
/// Further requests wait, in the order in which they came and however long that takes. As
/// soon as a place is free, the page of the next one gets its request, at the same
/// moment. No thread is blocked. If a client hangs up while its request waits, the page
/// never gets it, and who comes next moves up.
///
/// All this holds also where requests come and leave at the same moment, on several
/// threads.
///
/// A page gets its request as it came, once; what it answers is passed on as it is and at
/// once. Clones of these pages share the two places, and each call of `with_limit` has
/// two of its own.
pub fn with_limit(pages: Router) -> Router {
    let places = Arc::new(Semaphore::new(2));
    pages.layer(from_fn_with_state(places, limit))
}

async fn limit(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    // A guard: it gives the place back however this future ends.
    let Ok(_place) = places.acquire().await else {
        // Only a semaphore that somebody has closed has no permit to give.
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    next.run(request).await
}

/// A page about tea, and one about cups; each takes a second.
fn pages() -> Router {
    use axum::routing::get;
    use tokio::time::sleep;
    let page = |text: &'static str| {
        get(async move || {
            sleep(lab::ms(1_000)).await;
            text
        })
    };
    Router::new()
        .route("/tea", page("tea, 4 EUR\n"))
        .route("/cups", page("cups, 8 EUR\n"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl http://127.0.0.1:3000/{tea,tea,tea,cups,cups} --parallel`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_limit(pages())).await
}

// These tests look at when some requests are answered. A hidden test also looks at who
// waits for whom, at clients that hang up, and at requests on several threads.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use lab::ms;
    use std::time::Duration;
    use tokio::time::{Instant, timeout};
    use tower::ServiceExt;

    async fn get(pages: &Router, path: &str) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = pages.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
    }

    /// How long these requests take, all at once.
    async fn time_of<const N: usize>(pages: &Router, paths: [&str; N]) -> Duration {
        let start = Instant::now();
        futures::future::join_all(paths.map(|path| get(pages, path))).await;
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn two_are_served_at_a_time_whatever_they_ask_for() {
        let pages = with_limit(pages());
        assert_eq!(time_of(&pages, ["/tea", "/cups"]).await, ms(1_000));
        let five = ["/tea", "/tea", "/cups", "/cups", "/tea"];
        assert_eq!(time_of(&pages, five).await, ms(3_000));
    }

    #[tokio::test(start_paused = true)]
    async fn who_hangs_up_makes_room() {
        let pages = with_limit(pages());
        for _ in 0..3 {
            assert!(timeout(ms(500), get(&pages, "/tea")).await.is_err());
        }
        assert_eq!(time_of(&pages, ["/tea", "/cups"]).await, ms(1_000));
    }
}
