// A line outside of the shop helps as long as it gets shorter again. If more requests come
// than can be served, each one waits longer than the one before, until nobody gets an
// answer while it still wants one. Then it is kinder to say so at once: "not now, come
// back in a second". Who was let in is served as quickly as ever.
//
// https://docs.rs/tower/latest/tower/load_shed/index.html

use axum::Router;

/// The same pages, of which two requests are served at the same time, whatever they ask
/// for. Whoever comes while two are under way does not wait and gets to no page: the
/// answer is 503, at once, with the header `Retry-After: 1`, and its body may say what
/// you like.
///
/// A request is under way from the moment when it comes until the head of the response is
/// there, or the future of the page is dropped: because the client hangs up, or because
/// the page panics. A body that is still to come turns nobody away.
///
/// Whoever comes while fewer than two are under way gets to its page, at once. A page
/// gets its request as it came, once; what it answers is passed on as it is and at once.
/// No thread is blocked. Clones of these pages count together, and each call of
/// `with_shedding` counts for itself.
pub fn with_shedding(pages: Router) -> Router {
    // TODO: Who is let in, and what are the others told? So far, all are let in.
    pages
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
    // Ask it with `curl -i http://127.0.0.1:3000/{tea,tea,tea,cups,cups} --parallel`.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, with_shedding(pages())).await
}

// These tests look at what five requests at the same time are told. A hidden test also
// looks at when they are told so, and at clients that hang up.
#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, Response};
    use tower::ServiceExt;

    async fn get(pages: &Router, path: &str) -> Response<Body> {
        let request = Request::get(path).body(Body::empty()).unwrap();
        pages.clone().oneshot(request).await.unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn two_are_served_and_the_others_are_told_to_come_back() {
        let pages = with_shedding(pages());
        let paths = ["/tea", "/cups", "/tea", "/cups", "/tea"];
        let answers = futures::future::join_all(paths.map(|path| get(&pages, path))).await;
        let statuses: Vec<_> = answers.iter().map(|got| got.status().as_u16()).collect();
        assert_eq!(statuses, [200, 200, 503, 503, 503]);
        assert_eq!(answers[4].headers()["retry-after"], "1");
        // They have left, and the next one is let in.
        assert_eq!(get(&pages, "/tea").await.status().as_u16(), 200);
    }
}
