// Some pages of the shop ask others, who sometimes do not answer. A client waits for a
// while and then goes; so it is better to say after two seconds that nothing came, and to
// stop the work that nobody will wait for. That is not the concern of a page: it is put
// around all pages at once, as a layer. A layer sees each request before the page does,
// and the response after it, and in between it has a future of which it may do what it
// likes.
//
// https://docs.rs/axum/latest/axum/middleware/fn.from_fn.html

use axum::Router;

/// The same pages, with a deadline: where the head of the response is not there 2 seconds
/// after the request came, the answer is 504, and its body may say what you like. At that
/// very moment the future of the page is dropped, and with it whatever it waits for.
/// (What a page answers at the very moment of the deadline may count or not.)
///
/// This holds for all of `pages`, also for what they do where there is no such page, and
/// for any number of requests at the same time. Each has its own 2 seconds.
///
/// A page gets its request as it came, once and at once. What it answers in time is
/// passed on as it is and at once: status, headers and body. The body may take as long as
/// it likes, since the deadline is met when the head is there.
///
/// If a client hangs up, the future of the page is dropped at that moment. No thread is
/// blocked.
pub fn with_deadline(pages: Router) -> Router {
    // TODO: What do you put around the pages? So far, they take as long as they like.
    pages
}

/// A page whose text comes at once, and one that asks somebody who does not answer.
fn pages() -> Router {
    use axum::routing::get;
    Router::new()
        .route("/", get(async || "tea, 4 EUR"))
        .route("/rates", get(std::future::pending::<()>))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    // Ask it with `curl -i http://127.0.0.1:3000/` and for `/rates`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_deadline(pages())).await
}

// These tests ask for the two pages. A hidden test also looks at when a page is dropped,
// and at what becomes of headers and bodies.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use lab::ms;
    use tokio::time::Instant;
    use tower::ServiceExt;

    /// What the pages answer: status and body.
    async fn get(path: &str) -> (u16, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = with_deadline(pages()).oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), 1_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_in_time_is_answered_as_it_is() {
        let start = Instant::now();
        assert_eq!(get("/").await, (200, "tea, 4 EUR".to_owned()));
        assert_eq!(get("/nothing").await.0, 404);
        assert_eq!(start.elapsed(), ms(0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_never_comes_is_a_504() {
        let start = Instant::now();
        assert_eq!(get("/rates").await.0, 504);
        assert_eq!(start.elapsed(), ms(2_000));
    }
}
