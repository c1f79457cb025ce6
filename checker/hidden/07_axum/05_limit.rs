//! `with_limit` lets two requests through at a time, in order, and nobody who leaves keeps a place.

use axum::http::Request;
use futures::{future::join_all, poll};
use lab::ms;
use proof::prelude::*;
use proof_http::{Client, Pages};
use tokio::task::{JoinHandle, yield_now};
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
    who_hangs_up_as_its_place_is_free_gives_it_on,
    who_hangs_up_while_waiting_never_gets_to_a_page,
    a_page_that_panics_makes_room,
    a_body_holds_up_nobody,
    requests_and_answers_are_passed_on,
    clones_share_their_places_and_services_have_their_own,
    it_holds_on_several_threads,
    it_holds_where_two_come_at_the_same_moment,
    nobody_is_forgotten_who_comes_as_one_leaves,
    nobody_is_forgotten_by_one_that_leaves,
    both_places_are_free_where_two_leave_at_once,
);

fn client(pages: &Pages) -> Client {
    Client::of("client", exercise::with_limit(pages.router()))
}

/// Ask for each path, in this order and at the same time: the statuses, and after how many
/// milliseconds.
async fn ask(client: &Client, paths: &[&str]) -> Vec<(u16, u128)> {
    client.ask(paths, |_| {}).await
}

fn are<const N: usize>(got: Vec<(u16, u128)>, want: [(u16, u128); N]) {
    equal("statuses and times, in ms,", got, want.to_vec());
}

/// When the first request for `path`, which had to wait, got to its page.
fn begun_at(pages: &Pages, path: &str, at: u128) {
    let call = pages.calls().into_iter().find(|call| call.item == path);
    let begun = call.map_or(0, |call| call.start.as_millis());
    let what = "when the one that waited got to its page, in ms,";
    equal(what, begun, at);
}

/// Two places and no more are there again.
async fn both_are_free(client: &Client) {
    let got = ask(client, &["/tea"; 3]).await;
    let want = vec![(200, 100), (200, 100), (200, 200)];
    equal("statuses and times after that, in ms,", got, want);
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
            .with_page("/health", ms(100));
        let client = client(&pages);
        let paths = ["/tea", "/cups", "/health", "/health", "/health", "/tea"];
        ask(&client, &paths).await;
        pages.peak_is(2);
        clock.elapsed_is(ms(300), "six requests, two at a time");
        pages.calls_are(&paths);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = Client::of("client", exercise::with_limit(pages.nested()));
        ask(&client, &["/shop/tea", "/tea", "/shop/tea", "/tea"]).await;
        pages.peak_is(2);
    });
    virtual_time(async |_| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let client = client(&pages);
        let methods = ["HEAD", "OPTIONS", "GET", "POST", "HEAD", "PATCH", "OPTIONS"];
        let asks = methods.map(|method| {
            let request = Request::builder().method(method).uri("/tea");
            client.send(request.body(Default::default()).expect("a request"))
        });
        for reply in join_all(asks).await {
            reply.status_is(200);
        }
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
        pages.peak_is(2);
        are(got, [(200, 100), (404, 100), (200, 200), (404, 200)]);
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
        let want = [1_000, 70, 200, 250, 320, 370, 500];
        are(got, want.map(|at| (200, at)));
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
        begun_at(&pages, "/cups", 100);
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
        are(got, want.map(|at| (200, at)));
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
            let others: Vec<_> = (0..others).map(|_| client.begin("/tea")).collect();
            yield_now().await;
            cut.short(client.get("/cups")).await;
            join_all(others).await;
            both_are_free(&client).await;
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
        both_are_free(&client).await;
        pages.all_ended();
    });
    promise("As soon as a place is free, the page of the next one gets its request");
    virtual_time(async |clock| {
        let pages = Pages::none()
            .with_page("/report", ms(90_000))
            .with_page("/tea", ms(100));
        let client = client(&pages);
        let reports = [0, 1].map(|_| client.begin("/report"));
        let tea = client.begin("/tea");
        sleep(ms(500)).await;
        reports[0].abort();
        let _ = tea.await;
        clock.ends_at(ms(600), "a page that begins when somebody hangs up");
        pages.dropped_at("/report", ms(500));
        reports[1].abort();
    });
}

/// A place that was free for somebody who has not yet come by.
fn who_hangs_up_as_its_place_is_free_gives_it_on() {
    promise(
        "If a client hangs up while its request waits, the page never gets it, and who comes next moves up.",
    );
    if_it_hangs("a request waits, and the place that it should have was given to one that hung up");
    look_at("a place is given to a request that is dropped before it goes on: who has it then?");
    for turns in 0..5 {
        virtual_time(async |clock| {
            let pages = Pages::none()
                .with_page("/tea", ms(100))
                .with_page("/pots", ms(100));
            let client = client(&pages);
            let served = [client.begin("/tea"), client.begin("/tea")];
            yield_now().await;
            let mut gone = Box::pin(client.get("/cups"));
            let _ = poll!(&mut gone);
            let next = client.begin("/pots");
            yield_now().await;
            served[0].abort();
            for _ in 0..turns {
                yield_now().await;
            }
            drop(gone);
            let _ = next.await;
            clock.ends_at(ms(100), "the page of the one that has not hung up");
            pages.calls_are(&["/tea", "/tea", "/pots"]);
        });
    }
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
        let served = [client.begin("/tea"), client.begin("/tea")];
        let gone: Vec<_> = (0..600).map(|_| client.begin("/cups")).collect();
        let waits = client.begin("/pots");
        let last = client.begin("/cups");
        sleep(ms(50)).await;
        gone.iter().for_each(JoinHandle::abort);
        last.abort();
        join_all(served).await;
        let _ = waits.await;
        sleep(ms(1_000)).await;
        pages.calls_are(&["/tea", "/tea", "/pots"]);
        begun_at(&pages, "/pots", 100);
        pages.all_ended();
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

fn a_body_holds_up_nobody() {
    never_blocks("No thread is blocked.");
    promise("A body that is still to come holds up nobody.");
    look_at("until when has a request its place: until the head of the response, or its end?");
    virtual_time(async |clock| {
        let pages = Pages::none().with_page("/tea", ms(100));
        let pages = pages.with_report("/report", ms(0), &["a", "b"], ms(700));
        let client = client(&pages);
        promise("what it answers is passed on as it is and at once");
        if_it_hangs(
            "requests wait for a place that is taken until a body has gone, and nobody reads it",
        );
        let mut bodies = [client.get("/report").await, client.get("/report").await];
        clock.ends_at(ms(0), "the heads of two responses");
        promise("A body that is still to come holds up nobody.");
        let got = ask(&client, &["/tea", "/tea"]).await;
        are(got, [(200, 100); 2]);
        clock.elapsed_is(ms(100), "the two pages beside two bodies");
        let [one, two] = &mut bodies;
        tokio::join!(one.text_is("ab"), two.text_is("ab"));
        clock.elapsed_is(ms(1_500), "the bodies, which come as they are read");
    });
}

fn requests_and_answers_are_passed_on() {
    promise("A page gets its request as it came, once; what it answers is passed on as it is");
    virtual_time(async |_| Pages::are_passed_on(exercise::with_limit).await);
}

fn clones_share_their_places_and_services_have_their_own() {
    virtual_time(async |clock| {
        promise("Clones of these pages share the two places");
        let pages = Pages::none().with_page("/tea", ms(100));
        let router = exercise::with_limit(pages.router());
        let clones = ["Ada", "Bob", "Cem", "Dee"].map(|who| Client::of(who, router.clone()));
        join_all(clones.iter().map(|client| client.get("/tea"))).await;
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
    promise(
        "All this holds also where requests come and leave at the same moment, on several threads.",
    );
    on_workers(3, async || {
        let pages = Pages::none()
            .with_page("/tea", ms(1))
            .with_page("/cups", ms(1));
        let client = client(&pages);
        let asks = (0..60).map(|n| client.begin(["/tea", "/cups"][n % 2]));
        join_all(asks.collect::<Vec<_>>()).await;
        pages.peak_at_most(2);
        equal("the number of requests", pages.calls().len(), 60);
    });
}

/// One place is taken, and one of two comes at each step of the way of the other one.
fn it_holds_where_two_come_at_the_same_moment() {
    promise(
        "All this holds also where requests come and leave at the same moment, on several threads.",
    );
    look_at("what may another thread do between a look whether there is a place and its taking?");
    real_time(async || Pages::let_in_at_once(2, exercise::with_limit));
}

fn nobody_is_forgotten() {
    promise(
        "All this holds also where requests come and leave at the same moment, on several threads.",
    );
    if_it_hangs(
        "a request hung up while another thread was in line or gave a place back: now a place is free for ever, and somebody waits",
    );
    look_at(
        "what may another thread do between a look who has a place or waits, and what follows from it?",
    );
}

fn nobody_is_forgotten_who_comes_as_one_leaves() {
    nobody_is_forgotten();
    real_time(async || Pages::one_leaves_while_one_comes(2, exercise::with_limit).await);
}

fn nobody_is_forgotten_by_one_that_leaves() {
    nobody_is_forgotten();
    real_time(async || Pages::one_comes_while_one_leaves(2, exercise::with_limit).await);
}

fn both_places_are_free_where_two_leave_at_once() {
    nobody_is_forgotten();
    real_time(async || Pages::two_leave_at_once(2, exercise::with_limit).await);
}
