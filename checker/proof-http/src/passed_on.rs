//! Whether what is put around pages lets requests through to them, and answers back.

use crate::{Client, Pages, Reply};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::any;
use futures::StreamExt;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use proof::{equal, if_it_hangs};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// What a server puts beside a request, such as the address of its client.
#[derive(Debug, Clone, Copy)]
struct Beside(u32);

impl Pages {
    /// Whatever is put around pages, each request gets to its page as it came and at once,
    /// also while its body is still to come, and what a page answers comes back as it is and
    /// at once: whatever status it has, all headers, and all of the body. For a test in
    /// virtual time, which says before this what it promised.
    pub async fn are_passed_on(put_around: impl FnOnce(Router) -> Router) {
        if_it_hangs("a request waits for the rest of itself before it gets to its page");
        let came = Arc::<AtomicU32>::default();
        let count = came.clone();
        let pages = Router::new()
            .route("/tea/{id}", any(tells))
            .route("/status/{status}", any(answers))
            .route("/at-once", any(async || "no body was awaited"))
            .route("/pieces", any(pieces_of))
            .layer(from_fn(move |request: Request, next: Next| {
                count.fetch_add(1, Ordering::SeqCst);
                next.run(request)
            }));
        let client = Client::of("client", put_around(pages));
        let start = Instant::now();
        requests_come_as_they_are(&client).await;
        answers_come_as_they_are(&client).await;
        // A body that never comes.
        let never = futures::stream::pending::<std::io::Result<&str>>();
        let reply = client.post("/at-once", Body::from_stream(never)).await;
        reply.status_is(200);
        let what = "how long requests and answers took that nobody has to wait for";
        equal(what, start.elapsed(), Duration::ZERO);
        // Each piece gets to the page when it comes.
        let mut reply = client.post("/pieces", slow(3)).await;
        reply.text_is("0 t, 300 t, 600 t, ").await;
        let got = came.load(Ordering::SeqCst);
        equal("how many requests got to the pages", got, 15);
    }
}

async fn requests_come_as_they_are(client: &Client) {
    for (method, size) in [("PUT", 70_000), ("GET", 0), ("DELETE", 3)] {
        let request = Request::builder().method(method).uri("/tea/7?cups=2");
        let request = request.header("id", "A 7").header("id", "B 8");
        let request = request.extension(Beside(12));
        let request = request.body(Body::from("t".repeat(size)));
        let mut reply = client.send(request.expect("a request")).await;
        let want = format!("{method} /tea/7?cups=2 A 7, B 8 of 2 headers beside 12 size {size}");
        reply.text_is(&want).await;
    }
}

/// What came to a page.
async fn tells(request: Request) -> String {
    let (head, body) = request.into_parts();
    let ids = all_of(&head.headers, "id").join(", ");
    let beside = head.extensions.get().map_or(0, |Beside(number)| *number);
    let body = body.collect().await;
    let size = body.map_or(0, |body| body.to_bytes().len());
    let (method, uri) = (head.method, head.uri);
    let headers = head.headers.len();
    format!("{method} {uri} {ids} of {headers} headers beside {beside} size {size}")
}

async fn answers_come_as_they_are(client: &Client) {
    for status in [200, 201, 304, 404, 408, 429, 500, 503, 504] {
        let mut reply = client.get(&format!("/status/{status}")).await;
        reply.status_is(status);
        reply.header_is("retry-after", "7");
        headers_are(&reply, "x-shop", &["tea", "cups"]);
        reply.text_is("come back later").await;
        reply.trailer_is("sum", "15");
    }
    let mut reply = client.get("/nothing").await;
    reply.status_is(404);
    reply.text_is("").await;
}

/// A response with headers of the same name, and a trailer.
async fn answers(Path(status): Path<u16>) -> Response {
    let trailers = HeaderMap::from_iter([(
        axum::http::HeaderName::from_static("sum"),
        axum::http::HeaderValue::from_static("15"),
    )]);
    let frames = [
        Frame::data(Bytes::from_static(b"come back ")),
        Frame::data(Bytes::from_static(b"later")),
        Frame::trailers(trailers),
    ];
    let frames = futures::stream::iter(frames.map(Ok::<_, Infallible>));
    let headers = AppendHeaders([("retry-after", "7"), ("x-shop", "tea"), ("x-shop", "cups")]);
    let status = StatusCode::from_u16(status).unwrap_or_default();
    (status, headers, Body::new(StreamBody::new(frames))).into_response()
}

/// When each piece of a request has come to the page.
async fn pieces_of(request: Request) -> String {
    let (start, mut told) = (Instant::now(), String::new());
    let mut pieces = request.into_body().into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.unwrap_or_default();
        let piece = String::from_utf8_lossy(&piece);
        told += &format!("{} {piece}, ", start.elapsed().as_millis());
    }
    told
}

/// So many pieces, the first one at once and then one every 300 ms.
fn slow(pieces: u64) -> Body {
    let pieces = futures::stream::iter(0..pieces).then(|piece| async move {
        sleep(Duration::from_millis(piece.min(1) * 300)).await;
        std::io::Result::Ok("t")
    });
    Body::from_stream(pieces)
}

fn all_of<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let all = headers.get_all(name).iter();
    all.filter_map(|value| value.to_str().ok()).collect()
}

fn headers_are(reply: &Reply, name: &str, want: &[&str]) {
    let what = format!("the list of headers `{name}` of `{}`", reply.what());
    equal(&what, all_of(reply.headers(), name), want.to_vec());
}
