//! `catalogue` keeps so many requests under way, never more, and returns the texts in order.

use exercise::catalogue;
use lab::{FakeApi, ms};
use proof::prelude::*;

proof::main!(
    so_many_requests_are_under_way_and_never_more,
    texts_come_in_the_order_of_the_ids,
    the_next_request_starts_as_soon_as_there_is_room,
    a_place_that_a_younger_request_leaves_is_taken,
    one_request_at_a_time_is_enough,
    there_may_be_room_for_more_than_there_are,
    an_id_that_comes_twice_is_fetched_twice,
    no_ids_are_no_texts,
);

/// A shop whose page `n` takes `latencies[n]`, and its ids.
fn shop(latencies: &[u64]) -> (FakeApi, Vec<u32>) {
    let ids: Vec<u32> = (0..).take(latencies.len()).collect();
    let pages = ids.iter().zip(latencies);
    let api = pages.fold(FakeApi::empty(), |api, (id, after)| {
        api.with_page(*id, &format!("page {id}"), ms(*after))
    });
    (api, ids)
}

fn so_many_requests_are_under_way_and_never_more() {
    never_blocks("No thread is blocked.");
    promise("Never more than `at_once` requests are under way. The first `at_once` start together");
    virtual_time(async |clock| {
        if_it_hangs("nothing is started, because there is no room for it");
        let (api, ids) = shop(&[100; 20]);
        catalogue(&api, ids, 5).await;
        api.journal().peak_is(5);
        clock.elapsed_is(ms(400), "20 pages of 100 ms, 5 at a time");

        clock.restart();
        let (api, ids) = shop(&[100; 700]);
        catalogue(&api, ids, 300).await;
        api.journal().peak_is(300);
        clock.elapsed_is(ms(300), "700 pages of 100 ms, 300 at a time");
    });
}

fn texts_come_in_the_order_of_the_ids() {
    promise("return the texts in the order of `ids`, whatever each page takes");
    virtual_time(async |clock| {
        let (api, _) = shop(&[40, 90, 10, 60]);
        let api = api.with_page(7, "", ms(5)).with_page(8, "page 2", ms(20));
        let pages = catalogue(&api, vec![1, 2, 7, 0, 8], 3).await;
        let wanted = ["page 1", "page 2", "", "page 0", "page 2"];
        equal("the list of texts", pages, wanted);

        clock.restart();
        let slow = api.with_page(2, "page 2", ms(900_000));
        let pages = catalogue(&slow, vec![1, 2, 0], 3).await;
        clock.elapsed_is(ms(900_000), "the slowest of three pages");
        equal("the list of texts", pages, ["page 1", "page 2", "page 0"]);
    });
}

/// Page 0 is quick, so page 5 can start long before pages 1 to 4 are done.
fn the_next_request_starts_as_soon_as_there_is_room() {
    never_blocks("No thread is blocked.");
    promise(
        "Whenever the oldest one (the first in `ids` of those under way) is done, the next one starts without waiting for the others.",
    );
    virtual_time(async |clock| {
        let (api, ids) = shop(&[10, 100, 100, 100, 100, 100, 10, 10, 10, 10]);
        catalogue(&api, ids, 5).await;
        clock.elapsed_is(ms(110), "page 5, which starts when page 0 is done");
        let calls = api.journal().calls().into_iter();
        let begun: Vec<_> = calls.map(|call| call.start.as_millis()).collect();
        let wanted = [0, 0, 0, 0, 0, 10, 100, 100, 100, 100];
        equal(
            "the list of times at which requests began, in ms,",
            begun,
            wanted,
        );
    });
}

/// Page 1 is done before page 0.
fn a_place_that_a_younger_request_leaves_is_taken() {
    promise(
        "When a younger one is done before it, its place is taken then, or only when the oldest is done, too.",
    );
    virtual_time(async |_| {
        let (api, ids) = shop(&[50, 10, 200, 90, 90, 10]);
        catalogue(&api, ids, 3).await;
        let calls = api.journal().calls().into_iter();
        let begun: Vec<_> = calls.map(|call| call.start.as_millis()).collect();
        let latest = [0, 0, 0, 50, 50, 200];
        holds(
            begun.len() == 6
                && begun
                    .iter()
                    .zip(latest)
                    .all(|(begun, latest)| *begun <= latest),
            Kind::NotConcurrent,
            &format!("the requests began at {begun:?} ms, expected {latest:?} at the latest"),
            "a place is empty although there is another request",
        );
        api.journal().peak_is(3);
    });
}

fn one_request_at_a_time_is_enough() {
    promise("`at_once` is from 1 to 1000");
    virtual_time(async |clock| {
        let (api, ids) = shop(&[20, 30]);
        catalogue(&api, ids, 1).await;
        api.journal().peak_is(1);
        clock.elapsed_is(ms(50), "one after the other");
    });
}

fn there_may_be_room_for_more_than_there_are() {
    promise("may be more than there are ids");
    virtual_time(async |clock| {
        let (api, ids) = shop(&[20, 30, 10]);
        let pages = catalogue(&api, ids, 1_000).await;
        clock.elapsed_is(ms(30), "the slowest of three pages");
        equal("the list of texts", pages, ["page 0", "page 1", "page 2"]);
    });
}

fn an_id_that_comes_twice_is_fetched_twice() {
    promise("An id may come more than once, and is fetched each time.");
    virtual_time(async |_| {
        let (api, _) = shop(&[40, 90, 10, 60]);
        let pages = catalogue(&api, vec![3, 1, 1, 3, 2], 2).await;
        let wanted = ["page 3", "page 1", "page 1", "page 3", "page 2"];
        equal("the list of texts", pages, wanted);
        equal("the number of requests", api.journal().calls().len(), 5);
        api.journal().all_ended();
    });
}

fn no_ids_are_no_texts() {
    promise("No ids are no texts.");
    virtual_time(async |_| {
        for at_once in [1, 5] {
            let pages = catalogue(&FakeApi::empty(), Vec::new(), at_once).await;
            equal("the list of texts", pages, [""; 0]);
        }
    });
}
