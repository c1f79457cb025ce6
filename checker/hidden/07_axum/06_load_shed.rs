//! `with_shedding` serves two requests at a time, and tells all others at once to come back.

use axum::body::Body;
use futures::future::join_all;
use lab::ms;
use proof::prelude::*;
use proof_http::{Client, Pages, Reply};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::sleep;

proof::main!(
    two_are_served_and_all_others_are_told_at_once,
    the_limit_is_for_all_pages_together,
    where_there_is_no_page_it_holds_too,
    as_soon_as_one_has_left_the_next_is_let_in,
    who_hangs_up_makes_room_wherever_it_was,
    who_is_turned_away_gets_to_no_page,
    a_page_that_panics_makes_room,
    a_page_may_take_very_long,
    a_body_turns_nobody_away,
    requests_and_answers_are_passed_on,
    clones_count_together_and_services_for_themselves,
    it_holds_on_several_threads,
    it_holds_where_two_come_at_the_same_moment,
);

fn client(pages: &Pages) -> Client {
    Client::of("client", exercise::with_shedding(pages.router()))
}

/// Ask for each path, in this order and at the same time: the statuses, and after how many
/// milliseconds.
async fn ask(client: &Client, paths: &[&str]) -> Vec<(u16, u128)> {
    let says_when = |reply: &Reply| {
        if reply.status() == 503 {
            promise("the answer is 503, at once, with the header `Retry-After: 1`");
            reply.header_is("retry-after", "1");
        }
    };
    client.ask(paths, says_when).await
}

fn served(at: u128) -> (u16, u128) {
    (200, at)
}

/// At once.
const TURNED_AWAY: (u16, u128) = (503, 0);

const WHAT: &str = "the statuses and when they came, in ms,";

fn are<const N: usize>(got: Vec<(u16, u128)>, want: [(u16, u128); N]) {
    equal(WHAT, got, want.to_vec());
}

/// Two places and no more are there again.
async fn both_are_free(client: &Client) {
    let got = ask(client, &["/tea"; 3]).await;
    are(got, [served(100), served(100), TURNED_AWAY]);
}

/// A request that is under way.
async fn begin(client: &Client, path: &'static str) -> JoinHandle<()> {
    let asks = client.begin(path);
    yield_now().await;
    asks
}

fn two_are_served_and_all_others_are_told_at_once() {
    never_blocks("No thread is blocked.");
    for requests in [1, 2, 3, 5, 40] {
        virtual_time(async |clock| {
            promise("two requests are served at the same time");
            let pages = Pages::none().with_page("/tea", ms(103));
            let client = client(&pages);
            let want = (0..requests).map(|n| match n {
                0 | 1 => served(103),
                _ => TURNED_AWAY,
            });
            let want = expected(WHAT, want.collect::<Vec<_>>());
            let let_in = expected(
                "the number of requests that got to the page",
                requests.min(2),
            );
            let got = ask(&client, &vec!["/tea"; requests]).await;
            promise("Whoever comes while two are under way does not wait and gets to no page");
            look_at(
                "does who comes third wait until there is a place, or is it told that there is none?",
            );
            want.is(got);
            pages.peak_is(requests.min(2));
            let_in.is(pages.calls().len());
            clock.ends_at(ms(103), "the page");
        });
    }
}

fn the_limit_is_for_all_pages_together() {
    never_blocks("No thread is blocked.");
    promise("two requests are served at the same time, whatever they ask for");
    look_at("how many limits are there, if there are several pages?");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_page("/cups", ms(100))
            .with_page("/health", ms(100));
        let client = client(&pages);
        for paths in [
            ["/tea", "/cups", "/health", "/health", "/tea"],
            ["/health"; 5],
        ] {
            let got = ask(&client, &paths).await;
            let [one, two] = [served(100); 2];
            are(got, [one, two, TURNED_AWAY, TURNED_AWAY, TURNED_AWAY]);
        }
        pages.peak_is(2);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = Client::of("client", exercise::with_shedding(pages.nested()));
        let got = ask(&client, &["/shop/tea", "/tea", "/shop/tea", "/tea"]).await;
        are(got, [served(100), served(100), TURNED_AWAY, TURNED_AWAY]);
        pages.peak_is(2);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let got = client(&pages).with_each_method("/tea").await;
        equal("the statuses", got, vec![200, 200, 503, 503]);
        pages.peak_is(2);
    });
}

fn where_there_is_no_page_it_holds_too() {
    promise("two requests are served at the same time, whatever they ask for");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_nothing_else(ms(100));
        let got = ask(&client(&pages), &["/tea", "/cups", "/tea", "/pots"]).await;
        are(got, [served(100), (404, 100), TURNED_AWAY, TURNED_AWAY]);
        pages.peak_is(2);
    });
}

fn as_soon_as_one_has_left_the_next_is_let_in() {
    never_blocks("No thread is blocked.");
    promise("Whoever comes while fewer than two are under way gets to its page, at once.");
    look_at("when is a place free again, and who has it meanwhile?");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/long", ms(1_000))
            .with_page("/tea", ms(100));
        let client = client(&pages);
        let long = begin(&client, "/long").await;
        for _ in 0..5 {
            let got = ask(&client, &["/tea", "/tea", "/tea"]).await;
            are(got, [served(100), TURNED_AWAY, TURNED_AWAY]);
        }
        // Nobody has left at this moment, and many come and are turned away.
        let tea = begin(&client, "/tea").await;
        sleep(ms(99)).await;
        let got = ask(&client, &["/tea"; 9]).await;
        are(got, [TURNED_AWAY; 9]);
        sleep(ms(2)).await;
        let got = ask(&client, &["/tea", "/tea"]).await;
        are(got, [served(100), TURNED_AWAY]);
        let _ = tokio::join!(long, tea);
        clock.ends_at(ms(1_000), "the page that takes long");
        both_are_free(&client).await;
    });
}

fn who_hangs_up_makes_room_wherever_it_was() {
    promise("or the future of the page is dropped: because the client hangs up");
    look_at("by which line is a place given back, and who comes by there?");
    // Alone, beside another one, and turned away.
    for others in [0, 1, 2] {
        sweep(async |cut| {
            let pages = Pages::none()
                .with_page("/tea", ms(100))
                .with_page("/cups", ms(100));
            let client = client(&pages);
            let mut asks = Vec::new();
            for _ in 0..others {
                asks.push(begin(&client, "/tea").await);
            }
            cut.short(client.get("/cups")).await;
            join_all(asks).await;
            both_are_free(&client).await;
            pages.peak_at_most(2);
            pages.all_ended();
        });
    }
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        for _ in 0..20 {
            let (one, two) = (begin(&client, "/tea").await, begin(&client, "/tea").await);
            let got = ask(&client, &["/tea"]).await;
            are(got, [TURNED_AWAY]);
            one.abort();
            two.abort();
            let _ = tokio::join!(one, two);
        }
        both_are_free(&client).await;
        pages.all_ended();
    });
}

fn who_is_turned_away_gets_to_no_page() {
    promise("does not wait and gets to no page");
    look_at("what is left of a request that was turned away?");
    virtual_time(async |_| {
        let pages = Pages::none()
            .with_page("/tea", ms(100))
            .with_page("/cups", ms(100));
        let client = client(&pages);
        let tasks = Tasks::baseline();
        let got = ask(&client, &["/tea", "/tea", "/cups", "/cups"]).await;
        are(got, [served(100), served(100), TURNED_AWAY, TURNED_AWAY]);
        tasks.back_to_baseline().await;
        sleep(ms(10_000)).await;
        pages.calls_are(&["/tea", "/tea"]);
    });
    promise("Whoever comes while two are under way does not wait");
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        let _two = [begin(&client, "/tea").await, begin(&client, "/tea").await];
        // Not even for the body of the request.
        if_it_hangs("a request that is to be turned away waits, perhaps for the rest of itself");
        look_at("what is awaited before it is said that there is no place?");
        let body = futures::stream::pending::<std::io::Result<&str>>();
        let reply = client.post("/tea", Body::from_stream(body)).await;
        reply.status_is(503);
        pages.calls_are(&["/tea", "/tea"]);
    });
}

fn a_page_that_panics_makes_room() {
    expect_panic("out of tea");
    promise("or because the page panics");
    look_at("by which line is a place given back, and who comes by there?");
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let pages = pages.with_panic("/pots", ms(10)).with_panic("/cups", ms(0));
        let client = client(&pages);
        let paths = ["/pots", "/cups", "/pots", "/cups", "/cups"];
        client.try_each(&paths).await;
        both_are_free(&client).await;
    });
}

fn a_page_may_take_very_long() {
    never_blocks("No thread is blocked.");
    promise("Whoever comes while two are under way does not wait and gets to no page");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/report", ms(900_007));
        let client = client(&pages);
        let reports = [
            begin(&client, "/report").await,
            begin(&client, "/report").await,
        ];
        for _ in 0..3 {
            sleep(ms(200_000)).await;
            let got = ask(&client, &["/report"]).await;
            are(got, [TURNED_AWAY]);
        }
        join_all(reports).await;
        clock.ends_at(ms(900_007), "the two reports");
    });
}

fn a_body_turns_nobody_away() {
    never_blocks("No thread is blocked.");
    promise("A body that is still to come turns nobody away.");
    look_at("until when is a request under way: until the head of the response, or its end?");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let pages = pages.with_report("/report", ms(0), &["a", "b"], ms(700));
        let client = client(&pages);
        promise("what it answers is passed on as it is and at once");
        let mut bodies = [client.get("/report").await, client.get("/report").await];
        clock.ends_at(ms(0), "the heads of two responses");
        promise("A body that is still to come turns nobody away.");
        both_are_free(&client).await;
        clock.elapsed_is(ms(100), "the two pages beside two bodies");
        let [one, two] = &mut bodies;
        tokio::join!(one.text_is("ab"), two.text_is("ab"));
        clock.elapsed_is(ms(1_500), "the bodies, which come as they are read");
    });
}

fn requests_and_answers_are_passed_on() {
    promise("A page gets its request as it came, once; what it answers is passed on as it is");
    virtual_time(async |_| Pages::are_passed_on(exercise::with_shedding).await);
}

fn clones_count_together_and_services_for_themselves() {
    virtual_time(async |_| {
        promise("Clones of these pages count together");
        let pages = Pages::none().with_page("/tea", ms(100));
        let router = exercise::with_shedding(pages.router());
        let clones = ["Ada", "Bob", "Cem", "Dee"].map(|who| Client::of(who, router.clone()));
        let got = join_all(clones.iter().map(|client| client.get("/tea"))).await;
        let got: Vec<_> = got.iter().map(|reply| reply.status()).collect();
        equal("the statuses", got, vec![200, 200, 503, 503]);
    });
    virtual_time(async |clock| {
        promise("each call of `with_shedding` counts for itself");
        let pages = Pages::none().with_page("/tea", ms(100));
        let shops = [client(&pages), client(&pages), client(&pages)];
        let asks = shops.iter().map(|client| ask(client, &["/tea", "/tea"]));
        let got = join_all(asks).await;
        equal(WHAT, got, vec![vec![served(100); 2]; 3]);
        pages.peak_is(6);
        clock.elapsed_is(ms(100), "two requests of each of three services");
    });
}

fn it_holds_on_several_threads() {
    promise("two requests are served at the same time");
    on_workers(3, async || {
        let pages = Pages::none().with_page("/tea", ms(1));
        let client = client(&pages);
        let served = Arc::new(AtomicUsize::new(0));
        let asks = (0..60).map(|_| {
            let (client, served) = (client.clone(), served.clone());
            tokio::spawn(async move {
                match client.get("/tea").await.status() {
                    200 => drop(served.fetch_add(1, Ordering::SeqCst)),
                    other => equal("the status of who is not served", other, 503),
                }
            })
        });
        join_all(asks.collect::<Vec<_>>()).await;
        pages.peak_at_most(2);
        let (served, calls) = (served.load(Ordering::SeqCst), pages.calls().len());
        holds(
            calls == served,
            Kind::WrongResult,
            &format!("{calls} requests got to the page, and {served} were answered with 200"),
            "who was turned away got to the page, or who got there was turned away",
        );
    });
}

/// One place is taken, and one of two comes at each step of the way of the other one.
fn it_holds_where_two_come_at_the_same_moment() {
    promise("two requests are served at the same time");
    look_at("what may another thread do between a look whether there is a place and its taking?");
    real_time(async || Pages::let_in_at_once(2, exercise::with_shedding));
}
