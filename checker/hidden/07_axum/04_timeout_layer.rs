//! `with_deadline` ends a page after two seconds, and lets through all others as they are.
// no promise: "(What a page answers at the very moment of the deadline may count or not.)" It leaves a choice.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::{get, post};
use futures::StreamExt;
use futures::future::join_all;
use lab::ms;
use proof::prelude::*;
use proof_http::{Client, Pages};
use tokio::time::sleep;

proof::main!(
    a_page_in_time_is_answered_as_it_is,
    a_page_that_is_late_is_a_504_and_dropped,
    both_sides_of_the_deadline,
    where_there_is_no_page_the_deadline_holds_too,
    each_request_has_its_own_two_seconds,
    any_number_come_at_the_same_time,
    requests_and_answers_are_passed_on,
    a_body_may_take_as_long_as_it_likes,
    a_page_waits_for_a_body_until_the_deadline,
    a_client_that_hangs_up_ends_its_page,
    what_is_added_afterwards_has_no_deadline,
);

fn client(pages: &Pages) -> Client {
    Client::of("client", exercise::with_deadline(pages.router()))
}

fn a_page_in_time_is_answered_as_it_is() {
    never_blocks("No thread is blocked.");
    promise("What it answers in time is passed on as it is and at once: status, headers and body.");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(333));
        let work = pages.work().clone();
        let now = async move || work.mark("/now");
        let pages_and_now = pages.router().route("/now", get(now));
        let client = Client::of("client", exercise::with_deadline(pages_and_now));
        client.get("/now").await.status_is(200);
        clock.ends_at(ms(0), "a page that waits for nothing");
        let mut reply = client.get("/tea").await;
        clock.ends_at(ms(333), "the time of the page");
        reply.status_is(200);
        reply.header_is("page", "/tea");
        reply.text_is("/tea").await;
        promise("A page gets its request as it came, once and at once.");
        pages.happened(&["start /now", "end /now", "start /tea", "end /tea"]);
    });
}

fn a_page_that_is_late_is_a_504_and_dropped() {
    never_blocks("No thread is blocked.");
    for takes in [2_400, 60_000, 900_000] {
        virtual_time(async |clock| {
            promise(
                "where the head of the response is not there 2 seconds after the request came, the answer is 504",
            );
            let pages = Pages::none().with_page("/rates", ms(takes));
            let reply = client(&pages).get("/rates").await;
            reply.status_is(504);
            clock.ends_at(ms(2_000), "the deadline");
            promise("At that very moment the future of the page is dropped");
            look_at("what becomes of the future of the page at the deadline?");
            // A task that was aborted has had its turn by then.
            sleep(ms(10_000)).await;
            pages.dropped_at("/rates", ms(2_000));
            promise("A page gets its request as it came, once and at once.");
            pages.happened(&["start /rates", "drop /rates"]);
        });
    }
}

fn both_sides_of_the_deadline() {
    promise("where the head of the response is not there 2 seconds after the request came");
    for (takes, status, ends) in [
        (1_999, 200, 1_999),
        (2_001, 504, 2_000),
        (1_001, 200, 1_001),
    ] {
        virtual_time(async |clock| {
            let pages = Pages::none().with_page("/rates", ms(takes));
            let reply = client(&pages).get("/rates").await;
            equal(
                &format!("the status of a page that takes {takes} ms"),
                reply.status(),
                status,
            );
            clock.ends_at(ms(ends), "the page, or the deadline");
        });
    }
}

fn where_there_is_no_page_the_deadline_holds_too() {
    promise("This holds for all of `pages`, also for what they do where there is no such page");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(10));
        let client = client(&pages);
        client.get("/cups").await.status_is(404);
        let got = client.with_each_method("/tea").await;
        equal("the statuses", got, vec![200; 4]);
        clock.elapsed_is(ms(10), "the page that there is");
    });
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/tea", ms(10))
            .with_nothing_else(ms(300));
        let mut reply = client(&pages).get("/cups").await;
        reply.status_is(404);
        reply.header_is("page", "none");
        reply.text_is("/cups").await;
        clock.elapsed_is(ms(300), "the time of the page for all others");
    });
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/tea", ms(10))
            .with_nothing_else(ms(30_000));
        client(&pages).get("/cups").await.status_is(504);
        clock.ends_at(ms(2_000), "the deadline");
        sleep(ms(1)).await;
        pages.dropped_at("/cups", ms(2_000));
    });
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(30_000));
        let nested = Router::new().nest("/shop", pages.router());
        let client = Client::of("client", exercise::with_deadline(nested));
        client.get("/shop/tea").await.status_is(504);
        clock.ends_at(ms(2_000), "the deadline");
    });
}

fn each_request_has_its_own_two_seconds() {
    promise("Each has its own 2 seconds.");
    look_at("from when on is the time of a request counted?");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/tea", ms(1_500))
            .with_page("/rates", ms(90_000));
        let client = client(&pages);
        sleep(ms(5_000)).await;
        let come = [
            (0, "/rates"),
            (700, "/tea"),
            (1_300, "/rates"),
            (1_900, "/tea"),
        ];
        let got = come.map(|(at, path)| {
            let client = client.clone();
            async move {
                sleep(ms(at)).await;
                let status = client.get(path).await.status();
                (path, status, clock.elapsed().as_millis())
            }
        });
        let want = [
            ("/rates", 504, 7_000),
            ("/tea", 200, 7_200),
            ("/rates", 504, 8_300),
            ("/tea", 200, 8_400),
        ];
        equal(
            "the pages, their statuses and when they were answered, in ms,",
            join_all(got).await,
            want,
        );
        // One after another, more than one deadline in all.
        for _ in 0..3 {
            client.get("/tea").await.status_is(200);
        }
    });
}

fn any_number_come_at_the_same_time() {
    never_blocks("No thread is blocked.");
    promise("for any number of requests at the same time");
    for requests in [2, 150] {
        virtual_time(async |clock| {
            let pages = Pages::none()
                .with_page("/tea", ms(1_500))
                .with_page("/rates", ms(90_000));
            let client = client(&pages);
            let want = (0..requests).map(|n| [200, 504][n % 2]);
            let want = expected("the statuses", want.collect::<Vec<u16>>());
            let got = (0..requests).map(|n| {
                let (client, path) = (client.clone(), ["/tea", "/rates"][n % 2]);
                async move { client.get(path).await.status() }
            });
            let got = join_all(got).await;
            pages.peak_is(requests);
            clock.ends_at(ms(2_000), "the deadline of all that are late");
            want.is(got);
            sleep(ms(1)).await;
            pages.all_ended();
        });
    }
}

fn requests_and_answers_are_passed_on() {
    promise(
        "A page gets its request as it came, once and at once. What it answers in time is passed on as it is and at once: status, headers and body.",
    );
    virtual_time(async |_| Pages::are_passed_on(exercise::with_deadline).await);
}

fn a_body_may_take_as_long_as_it_likes() {
    never_blocks("No thread is blocked.");
    promise(
        "The body may take as long as it likes, since the deadline is met when the head is there.",
    );
    look_at("which of the two does the deadline hold for: the head of the response, or all of it?");
    virtual_time(async |clock| {
        let pages = Pages::none();
        let pages = pages.with_report("/report", ms(1_500), &["a", "b", "c"], ms(800));
        let client = client(&pages);
        let mut reply = client.get("/report").await;
        reply.status_is(200);
        clock.ends_at(ms(1_500), "the head of the response");
        reply
            .frames_are(&[(800, "a"), (1_600, "b"), (2_400, "c")])
            .await;
    });
}

/// A body that comes so slowly that no page could have it all in time.
fn a_page_waits_for_a_body_until_the_deadline() {
    promise("where the head of the response is not there 2 seconds after the request came");
    virtual_time(async |clock| {
        let pages = Router::new().route("/tea", post(async |tea: Bytes| tea));
        let client = Client::of("client", exercise::with_deadline(pages));
        for (pieces, status, ends) in [(3, 200, 1_500), (9, 504, 2_000)] {
            clock.restart();
            let body = futures::stream::iter(0..pieces).then(|_| async {
                sleep(ms(500)).await;
                std::io::Result::Ok("t")
            });
            let reply = client.post("/tea", Body::from_stream(body)).await;
            reply.status_is(status);
            clock.ends_at(ms(ends), "the body, or the deadline");
        }
    });
}

fn a_client_that_hangs_up_ends_its_page() {
    never_blocks("No thread is blocked.");
    promise("If a client hangs up, the future of the page is dropped at that moment.");
    look_at("who has the future of the page, and is it dropped with the request?");
    for takes in [700, 90_000] {
        sweep(async |cut| {
            let pages = Pages::none().with_page("/tea", ms(takes));
            let client = client(&pages);
            let tasks = Tasks::baseline();
            cut.short(client.get("/tea")).await;
            tasks.back_to_baseline().await;
            pages.all_ended();
        });
    }
}

fn what_is_added_afterwards_has_no_deadline() {
    promise("The same pages, with a deadline");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(90_000));
        let both = exercise::with_deadline(pages.router());
        let both = both.route("/slow", get(|| sleep(ms(5_000))));
        let client = Client::of("client", both);
        client.get("/tea").await.status_is(504);
        clock.ends_at(ms(2_000), "the deadline");
        // It is none of the pages.
        client.get("/slow").await.status_is(200);
        clock.ends_at(ms(7_000), "the deadline, and a page that has none");
    });
}
