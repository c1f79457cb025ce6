//! `with_limit` lets two requests through at a time, in order, and nobody who leaves keeps a place.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::AppendHeaders;
use axum::routing::{any, get};
use futures::FutureExt;
use futures::StreamExt;
use futures::future::join_all;
use lab::ms;
use proof::prelude::*;
use proof_http::{Client, Pages};
use std::panic::AssertUnwindSafe;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

proof::main!(
    two_are_under_way_and_never_more,
    the_limit_is_for_all_pages_together,
    where_there_is_no_page_the_limit_holds_too,
    who_came_first_goes_first_and_at_once,
    nobody_overtakes_who_waits,
    a_place_may_be_taken_for_long,
    who_hangs_up_makes_room_wherever_it_was,
    any_number_may_hang_up,
    who_hangs_up_while_waiting_never_gets_to_a_page,
    a_page_that_panics_makes_room,
    a_body_holds_up_nobody,
    requests_and_answers_are_passed_on,
    clones_share_their_places_and_services_have_their_own,
    it_holds_on_several_threads,
);

fn client(pages: &Pages) -> Client {
    Client::of("client", exercise::with_limit(pages.router()))
}

/// Ask for each path, in this order and at the same time: the statuses, and after how
/// many milliseconds.
async fn ask(client: &Client, paths: &[&str]) -> Vec<(u16, u128)> {
    let start = tokio::time::Instant::now();
    let asks = paths.iter().map(|path| {
        let (client, path) = (client.clone(), (*path).to_owned());
        tokio::spawn(async move {
            let mut reply = client.get(&path).await;
            let answered = (reply.status(), start.elapsed().as_millis());
            while reply.next_frame().await.is_some() {}
            answered
        })
    });
    let asks = join_all(asks.collect::<Vec<_>>()).await.into_iter();
    // A panic is a finding by itself.
    asks.map(Result::unwrap_or_default).collect()
}

/// A request that is under way, or waits for that.
fn begin(client: &Client, path: &'static str) -> JoinHandle<()> {
    let client = client.clone();
    tokio::spawn(async move {
        let mut reply = client.get(path).await;
        reply.status_is(200);
        reply.text_is(path).await;
    })
}

fn two_are_under_way_and_never_more() {
    never_blocks("No thread is blocked.");
    for (requests, takes) in [
        (1, 103),
        (2, 103),
        (3, 206),
        (4, 206),
        (5, 309),
        (41, 2_163),
    ] {
        virtual_time(async |clock| {
            promise("never more than two are under way at the same time");
            look_at(
                "what does a request have to get before the page gets it, and until when has it that?",
            );
            let pages = Pages::none().with_page("/tea", ms(103));
            let client = client(&pages);
            let got = ask(&client, &vec!["/tea"; requests]).await;
            pages.peak_at_most(2);
            promise("Further requests wait, in the order in which they came");
            let statuses: Vec<_> = got.iter().map(|(status, _)| *status).collect();
            equal("the statuses", statuses, vec![200; requests]);
            promise("and two are if two or more have come");
            pages.peak_is(requests.min(2));
            clock.ends_at(ms(takes), "two at a time, and one pair after another");
            equal("the number of requests", pages.calls().len(), requests);
        });
    }
}

fn the_limit_is_for_all_pages_together() {
    never_blocks("No thread is blocked.");
    promise("of all requests, whatever they ask for, never more than two are under way");
    look_at("how many limits are there, if there are several pages?");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_page("/cups", ms(100))
            .with_page("/pots", ms(100));
        let client = client(&pages);
        let paths = ["/tea", "/cups", "/pots", "/pots", "/tea", "/cups"];
        ask(&client, &paths).await;
        pages.peak_at_most(2);
        pages.peak_is(2);
        clock.elapsed_is(ms(300), "six requests, two at a time");
        pages.calls_are(&paths);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let nested = Router::new()
            .nest("/shop", pages.router())
            .merge(pages.router());
        let client = Client::of("client", exercise::with_limit(nested));
        ask(&client, &["/shop/tea", "/tea", "/shop/tea", "/tea"]).await;
        pages.peak_at_most(2);
        pages.peak_is(2);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        let methods = ["GET", "PUT", "DELETE", "POST"].map(|method| {
            let request = Request::builder().method(method).uri("/tea");
            let request = request.body(Body::empty()).expect("a request");
            client.send(request)
        });
        for reply in join_all(methods).await {
            reply.status_is(200);
        }
        pages.peak_at_most(2);
        pages.peak_is(2);
    });
}

fn where_there_is_no_page_the_limit_holds_too() {
    promise("of all requests, whatever they ask for, never more than two are under way");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_nothing_else(ms(100));
        let got = ask(&client(&pages), &["/tea", "/cups", "/tea", "/pots"]).await;
        pages.peak_at_most(2);
        pages.peak_is(2);
        equal(
            "statuses and times, in ms,",
            got,
            vec![(200, 100), (404, 100), (200, 200), (404, 200)],
        );
    });
}

fn who_came_first_goes_first_and_at_once() {
    never_blocks("No thread is blocked.");
    promise("Further requests wait, in the order in which they came");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/long", ms(1_000))
            .with_page("/a", ms(130))
            .with_page("/b", ms(70))
            .with_page("/c", ms(50));
        let paths = ["/long", "/b", "/a", "/c", "/b", "/c", "/a"];
        let got = ask(&client(&pages), &paths).await;
        pages.calls_are(&paths);
        promise(
            "As soon as a place is free, the page of the next one gets its request, at the same moment.",
        );
        equal(
            "statuses and times, in ms,",
            got,
            [1_000, 70, 200, 250, 320, 370, 500]
                .map(|at| (200, at))
                .to_vec(),
        );
    });
}

/// Somebody comes at the very moment when a place is free for who waits.
fn nobody_overtakes_who_waits() {
    promise("Further requests wait, in the order in which they came");
    look_at("a place is free and somebody is told so: who may take it before it comes?");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/long", ms(1_000))
            .with_page("/tea", ms(100))
            .with_page("/cups", ms(100));
        let client = client(&pages);
        let come = [
            (100, "/tea"),
            (0, "/long"),
            (0, "/tea"),
            (50, "/cups"),
            (100, "/tea"),
        ];
        let asks = come.map(|(at, path)| {
            let client = client.clone();
            tokio::spawn(async move {
                sleep(ms(at)).await;
                client.get(path).await.status_is(200);
            })
        });
        join_all(asks).await;
        let cups = pages.calls().into_iter().find(|call| call.item == "/cups");
        let begun = cups.map_or(0, |call| call.start.as_millis());
        equal(
            "when the one that waited got to its page, in ms,",
            begun,
            100,
        );
        pages.peak_is(2);
    });
}

fn a_place_may_be_taken_for_long() {
    never_blocks("No thread is blocked.");
    promise("in the order in which they came and however long that takes");
    look_at("what does a request wait for, and for how long?");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/report", ms(900_007))
            .with_page("/tea", ms(10));
        let client = client(&pages);
        let paths = ["/report", "/report", "/tea", "/tea", "/tea"];
        let got = ask(&client, &paths).await;
        let want = [900_007, 900_007, 900_017, 900_017, 900_027];
        equal(
            "statuses and times, in ms,",
            got,
            want.map(|at| (200, at)).to_vec(),
        );
        clock.moves_at_most(50, "five pages that take their time");
    });
}

fn who_hangs_up_makes_room_wherever_it_was() {
    promise("or the future of the page is dropped: because the client hangs up");
    look_at("by which line is a place given back, and who comes by there?");
    // Alone, beside another one, and behind two.
    for others in [0, 1, 2] {
        sweep(async |cut| {
            let pages = Pages::none()
                .with_page("/tea", ms(100))
                .with_page("/cups", ms(100));
            let client = client(&pages);
            let others: Vec<_> = (0..others).map(|_| begin(&client, "/tea")).collect();
            tokio::task::yield_now().await;
            cut.short(client.get("/cups")).await;
            join_all(others).await;
            let got = ask(&client, &["/tea", "/cups", "/tea", "/cups"]).await;
            equal(
                "statuses and times after that, in ms,",
                got,
                vec![(200, 100), (200, 100), (200, 200), (200, 200)],
            );
            pages.peak_at_most(2);
            pages.all_ended();
        });
    }
}

fn any_number_may_hang_up() {
    never_blocks("No thread is blocked.");
    promise("or the future of the page is dropped: because the client hangs up");
    look_at("by which line is a place given back, and who comes by there?");
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        let gone = (0..40_u64).map(|n| {
            let client = client.clone();
            async move { drop(timeout(ms(10 + n % 7 * 10), client.get("/tea")).await) }
        });
        join_all(gone).await;
        pages.peak_is(2);
        let got = ask(&client, &["/tea", "/tea", "/tea"]).await;
        equal(
            "statuses and times after that, in ms,",
            got,
            vec![(200, 100), (200, 100), (200, 200)],
        );
        pages.all_ended();
    });
    promise("As soon as a place is free, the page of the next one gets its request");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/report", ms(90_000))
            .with_page("/tea", ms(100));
        let client = client(&pages);
        let reports = [0, 1].map(|_| begin(&client, "/report"));
        let tea = begin(&client, "/tea");
        sleep(ms(500)).await;
        reports[0].abort();
        let _ = tea.await;
        clock.ends_at(ms(600), "a page that begins when somebody hangs up");
        pages.dropped_at("/report", ms(500));
        reports[1].abort();
    });
    // At the very moment when a place is free for them.
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        let served = [begin(&client, "/tea"), begin(&client, "/tea")];
        let gone = (0..5).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { drop(timeout(ms(100), client.get("/tea")).await) })
        });
        let gone: Vec<_> = gone.collect();
        let last = begin(&client, "/tea");
        join_all(served).await;
        join_all(gone).await;
        let _ = last.await;
        clock.ends_at(ms(200), "the page of the one that has not hung up");
    });
}

fn who_hangs_up_while_waiting_never_gets_to_a_page() {
    never_blocks("No thread is blocked.");
    promise(
        "If a client hangs up while its request waits, the page never gets it, and who comes next moves up.",
    );
    look_at("what is left of a request that waits when its future is dropped?");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_page("/cups", ms(100))
            .with_page("/pots", ms(100));
        let client = client(&pages);
        let served = [begin(&client, "/tea"), begin(&client, "/tea")];
        let gone: Vec<_> = (0..30).map(|_| begin(&client, "/cups")).collect();
        let waits = begin(&client, "/pots");
        let last = begin(&client, "/cups");
        sleep(ms(50)).await;
        gone.iter().for_each(JoinHandle::abort);
        last.abort();
        join_all(served).await;
        let _ = waits.await;
        sleep(ms(1_000)).await;
        let lines = [
            "start /tea",
            "start /tea",
            "end /tea",
            "end /tea",
            "start /pots",
            "end /pots",
        ];
        let mut got = pages.lines();
        // Which of both ends first at the same moment, nobody says.
        got.sort();
        let mut want = lines.to_vec();
        want.sort_unstable();
        equal("what happened", got, want);
        let pots = pages.calls().into_iter().find(|call| call.item == "/pots");
        let begun = pots.map_or(0, |call| call.start.as_millis());
        equal("when the one that waited was begun, in ms,", begun, 100);
    });
}

fn a_page_that_panics_makes_room() {
    expect_panic("out of tea");
    promise("or because the page panics");
    look_at("by which line is a place given back, and who comes by there?");
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let panics = get(async || -> StatusCode {
            sleep(ms(10)).await;
            panic!("out of tea")
        });
        let at_once = get(async || -> StatusCode { panic!("out of tea") });
        let router = pages.router().route("/pots", panics);
        let router = router.route("/cups", at_once);
        let client = Client::of("client", exercise::with_limit(router));
        for path in ["/pots", "/cups", "/pots", "/cups", "/cups"] {
            // What becomes of a request whose page panics is not said.
            let _ = AssertUnwindSafe(client.get(path)).catch_unwind().await;
        }
        let got = ask(&client, &["/tea", "/tea", "/tea"]).await;
        equal(
            "statuses and times after that, in ms,",
            got,
            vec![(200, 100), (200, 100), (200, 200)],
        );
    });
}

fn a_body_holds_up_nobody() {
    never_blocks("No thread is blocked.");
    promise("A body that is still to come holds up nobody.");
    look_at("until when has a request its place: until the head of the response, or its end?");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let report = || async {
            let pieces = futures::stream::iter(["a", "b"]).then(|piece| async move {
                sleep(ms(700)).await;
                std::io::Result::Ok(piece)
            });
            Body::from_stream(pieces)
        };
        let router = pages.router().route("/report", get(report));
        let client = Client::of("client", exercise::with_limit(router));
        promise("what it answers is passed on as it is and at once");
        if_it_hangs(
            "requests wait for a place that is taken until a body has gone, and nobody reads it",
        );
        let mut bodies = [client.get("/report").await, client.get("/report").await];
        clock.ends_at(ms(0), "the heads of two responses");
        promise("A body that is still to come holds up nobody.");
        let got = ask(&client, &["/tea", "/tea"]).await;
        equal(
            "statuses and times, in ms,",
            got,
            vec![(200, 100), (200, 100)],
        );
        clock.elapsed_is(ms(100), "the two pages beside two bodies");
        let [one, two] = &mut bodies;
        tokio::join!(one.text_is("ab"), two.text_is("ab"));
        clock.elapsed_is(ms(1_500), "the bodies, which come as they are read");
    });
}

fn requests_and_answers_are_passed_on() {
    promise("A page gets its request as it came, once; what it answers is passed on as it is");
    virtual_time(async |clock| {
        let tells = async |request: Request| {
            let (head, body) = request.into_parts();
            let id = head.headers.get("id").cloned();
            let id = id.and_then(|id| id.to_str().map(str::to_owned).ok());
            let body = axum::body::to_bytes(body, 1 << 20).await;
            let size = body.map_or(0, |body| body.len());
            let headers = AppendHeaders([("retry-after", "7"), ("x-shop", "tea")]);
            let text = format!(
                "{} {} {} {size}",
                head.method,
                head.uri,
                id.unwrap_or_default()
            );
            (StatusCode::SERVICE_UNAVAILABLE, headers, text)
        };
        let pages = Router::new().route("/tea/{id}", any(tells));
        let client = Client::of("client", exercise::with_limit(pages));
        for (method, body) in [("PUT", 70_000), ("GET", 0), ("DELETE", 3)] {
            let request = Request::builder().method(method).uri("/tea/7?cups=2");
            let request = request.header("id", "A 7");
            let request = request.body(Body::from("t".repeat(body)));
            let mut reply = client.send(request.expect("a request")).await;
            reply.status_is(503);
            reply.header_is("retry-after", "7");
            reply.header_is("x-shop", "tea");
            let want = format!("{method} /tea/7?cups=2 A 7 {body}");
            reply.text_is(&want).await;
        }
        client.get("/cups").await.status_is(404);
        clock.elapsed_is(ms(0), "nothing has to be awaited");
    });
}

fn clones_share_their_places_and_services_have_their_own() {
    virtual_time(async |clock| {
        promise("Clones of these pages share the two places");
        let pages = Pages::none().with_page("/tea", ms(100));
        let router = exercise::with_limit(pages.router());
        let clones = ["Ada", "Bob", "Cem", "Dee"].map(|who| Client::of(who, router.clone()));
        join_all(clones.iter().map(|client| client.get("/tea"))).await;
        pages.peak_at_most(2);
        pages.peak_is(2);
        clock.elapsed_is(ms(200), "four requests, two at a time");
    });
    virtual_time(async |clock| {
        promise("each call of `with_limit` has two of its own");
        let pages = Pages::none().with_page("/tea", ms(100));
        let shops = [client(&pages), client(&pages), client(&pages)];
        let asks = shops.iter().map(|client| ask(client, &["/tea", "/tea"]));
        join_all(asks).await;
        pages.peak_is(6);
        clock.elapsed_is(ms(100), "two requests of each of three services");
    });
}

fn it_holds_on_several_threads() {
    promise("never more than two are under way at the same time");
    on_workers(3, async || {
        let pages = Pages::none()
            .with_page("/tea", ms(1))
            .with_page("/cups", ms(1));
        let client = client(&pages);
        let asks = (0..60).map(|n| begin(&client, ["/tea", "/cups"][n % 2]));
        join_all(asks.collect::<Vec<_>>()).await;
        pages.peak_at_most(2);
        equal("the number of requests", pages.calls().len(), 60);
    });
}
