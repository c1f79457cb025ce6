//! The instruments, on small services.

mod sockets;
mod visitors;

use super::{Client, Pages, Upload};
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::StreamExt;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use lab::ms;
use proof::testing::{accepts, refuses};
use proof::{AsyncRendezvous, Claims, Kind, equal, sweep, virtual_time};
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A body that comes in these pieces, each after a pause.
fn slow_body(pieces: &'static [&'static str]) -> Body {
    let frames = futures::stream::iter(pieces).then(|piece| async {
        tokio::time::sleep(ms(100)).await;
        Ok::<_, Infallible>(Frame::data(Bytes::from_static(piece.as_bytes())))
    });
    Body::new(StreamBody::new(frames))
}

fn shop() -> Router {
    Router::new()
        .route("/", get(|| async { "tea" }))
        .route(
            "/{id}",
            get(async |Path(id): Path<u32>| Json(json!({ "id": id }))),
        )
        .route("/slow", get(async || slow_body(&["cut", "", "sewn"])))
}

#[test]
fn what_is_answered_is_compared() {
    accepts(|| {
        virtual_time(async |_| {
            let customer = Client::of("customer", shop());
            let mut reply = customer.get("/7").await;
            reply.status_is(200);
            reply.header_is("content-type", "application/json");
            reply.json_is(&json!({ "id": 7 })).await;
            customer.get("/").await.text_is("tea").await;
            customer.get("/a/b").await.status_is(404);
        });
    });
    refuses(Kind::WrongResult, "the status of `GET /x` is 400", || {
        virtual_time(async |_| {
            Client::of("customer", shop())
                .get("/x")
                .await
                .status_is(404)
        });
    });
    let as_sent = "the body of `GET /7` is {\"id\":7}, expected {\"id\":8}";
    refuses(Kind::WrongResult, as_sent, || {
        virtual_time(async |_| {
            let mut reply = Client::of("customer", shop()).get("/7").await;
            reply.json_is(&json!({ "id": 8 })).await;
        });
    });
    refuses(Kind::WrongResult, "the body of `GET /` is b\"tea\"", || {
        virtual_time(async |_| {
            Client::of("customer", shop())
                .get("/")
                .await
                .text_is("t")
                .await
        });
    });
}

#[test]
fn each_piece_of_a_body_has_its_time() {
    accepts(|| {
        virtual_time(async |clock| {
            let mut reply = Client::of("customer", shop()).get("/slow").await;
            clock.elapsed_is(ms(0), "the head");
            reply.frames_are(&[(100, "cut"), (300, "sewn")]).await;
        });
    });
    refuses(Kind::WrongResult, "(300, \"sewn\")", || {
        virtual_time(async |_| {
            let mut reply = Client::of("customer", shop()).get("/slow").await;
            reply.frames_are(&[(100, "cut"), (200, "sewn")]).await;
        });
    });
}

#[test]
fn requests_meet_in_their_handlers() {
    accepts(|| {
        let meeting = Arc::new(AsyncRendezvous::of(2));
        let handler = move || {
            let meeting = meeting.clone();
            async move { meeting.arrive("the handler").await }
        };
        let router = Router::new().route("/", get(handler));
        virtual_time(async |_| {
            let [ada, bob] = ["Ada", "Bob"].map(|who| Client::of(who, router.clone()));
            let (first, second) = tokio::join!(ada.get("/"), bob.get("/"));
            first.status_is(200);
            second.status_is(200);
        });
    });
}

#[test]
fn a_client_that_is_dropped_has_hung_up() {
    let begun = Arc::new(AtomicUsize::new(0));
    let ended = Arc::new(AtomicUsize::new(0));
    let (begins, ends) = (begun.clone(), ended.clone());
    let handler = async move || {
        begins.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(ms(10)).await;
        ends.fetch_add(1, Ordering::SeqCst);
    };
    let router = Router::new().route("/", get(handler));
    accepts(|| {
        sweep(async |cut| {
            let customer = Client::of("customer", router.clone());
            cut.short(customer.get("/")).await;
        });
    });
    let (begun, ended) = (begun.load(Ordering::SeqCst), ended.load(Ordering::SeqCst));
    assert!(begun > ended && ended == 1, "{begun} began, {ended} ended");
}

#[test]
fn a_body_is_made_as_far_as_it_is_read() {
    async fn first_two(request: Request) -> StatusCode {
        let mut body = request.into_body();
        for _ in 0..2 {
            assert_eq!(
                body.frame()
                    .await
                    .unwrap()
                    .unwrap()
                    .data_ref()
                    .unwrap()
                    .len(),
                10
            );
        }
        StatusCode::PAYLOAD_TOO_LARGE
    }
    let router = Router::new().route("/", post(first_two));
    accepts(|| {
        virtual_time(async |_| {
            let upload = Upload::of(100, 10);
            let customer = Client::of("customer", router.clone());
            customer.post("/", upload.body()).await.status_is(413);
            equal("the pieces that were read", upload.taken(), 2);
        });
    });
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    async fn breaks() -> Body {
        let error = std::io::Error::other("the job is gone");
        let frames = futures::stream::iter([Ok("cut"), Err(error)]);
        Body::from_stream(frames)
    }
    let router = Router::new().route("/", get(breaks));
    refuses(Kind::WrongResult, "broke off: the job is gone", || {
        virtual_time(async |_| {
            let mut reply = Client::of("customer", router.clone()).get("/").await;
            reply.text_is("cut").await;
        });
    });
}

#[test]
fn events_are_read_as_a_browser_reads_them() {
    let pieces: &[&str] = &[
        ": hello\n\ndata: cut\n",
        "\nevent: missed\r\ndata:3\r\n\r\n",
        "id: 7\ndata: sewn\ndata:  twice\ndata\n\nevent: nothing\n\ndata: lost",
    ];
    let router = Router::new().route("/", get(async move || slow_body(pieces)));
    accepts(|| {
        virtual_time(async |_| {
            let mut reply = Client::of("customer", router.clone()).get("/").await;
            let want = [
                (200, "message", "cut"),
                (200, "missed", "3"),
                (300, "message", "sewn\n twice\n"),
            ];
            reply.events_are(&want).await;
        });
    });
    refuses(Kind::WrongResult, "(200, \"missed\", \"3\")", || {
        virtual_time(async |_| {
            let mut reply = Client::of("customer", router.clone()).get("/").await;
            reply.events_are(&[(200, "message", "cut")]).await;
        });
    });
}

#[test]
fn a_body_comes_in_the_pieces_that_it_is_made_of() {
    accepts(|| {
        virtual_time(async |clock| {
            let upload = Upload::of_pieces(&[b"green", b"", b"tea"]).with_pauses(ms(100));
            let mut body = upload.body();
            for (at, want) in [(100, "green"), (200, ""), (300, "tea")] {
                let frame = body.frame().await.unwrap().unwrap();
                equal(
                    "the piece",
                    &frame.into_data().unwrap()[..],
                    want.as_bytes(),
                );
                clock.elapsed_is(ms(at), "a pause before each");
            }
            assert!(body.frame().await.is_none());
            assert!(upload.is_open());
            drop(body);
            assert!(!upload.is_open());
        });
    });
}

#[test]
fn a_body_may_break_off() {
    accepts(|| {
        virtual_time(async |_| {
            let upload = Upload::of(1, 10).that_breaks_off();
            let mut body = upload.body();
            assert!(body.frame().await.unwrap().is_ok());
            assert!(body.frame().await.unwrap().is_err());
            assert!(body.frame().await.is_none());
            equal("the pieces that came", upload.taken(), 1);
        });
    });
}

#[test]
fn pages_take_their_time_and_are_written_down() {
    accepts(|| {
        virtual_time(async |clock| {
            let pages = Pages::none()
                .with_page("/tea", ms(30))
                .with_nothing_else(ms(5));
            let customer = Client::of("customer", pages.router());
            let (mut tea, cups) = tokio::join!(customer.get("/tea?7"), customer.get("/cups"));
            clock.elapsed_is(ms(30), "the slower page");
            tea.status_is(200);
            tea.header_is("page", "/tea");
            tea.text_is("/tea?7").await;
            cups.status_is(404);
            let lines = ["start /tea?7", "start /cups", "end /cups", "end /tea?7"];
            pages.happened(&lines);
            drop(tokio::time::timeout(ms(10), customer.get("/tea")).await);
            pages.dropped_at("/tea", ms(40));
            pages.work().mark("closed");
            pages.finished("closed");
        });
    });
}
