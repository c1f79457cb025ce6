//! `catalogue` keeps so many requests under way, never more, and returns the texts in order.

use exercise::catalogue;
use lab::{FakeApi, ms};
use proof::{Claims, equal, if_it_hangs, look_at, virtual_time};

proof::main!(
    five_requests_are_under_way_and_never_more,
    texts_come_in_the_order_of_the_ids,
    the_next_request_starts_as_soon_as_there_is_room,
    one_request_at_a_time_is_enough,
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

fn five_requests_are_under_way_and_never_more() {
    virtual_time(async |clock| {
        if_it_hangs("nothing is started, because there is no room for it");
        let (api, ids) = shop(&[100; 20]);
        catalogue(&api, ids, 5).await;
        api.journal().peak_is(5);
        clock.elapsed_is(ms(400), "20 pages of 100 ms, 5 at a time");
    });
}

fn texts_come_in_the_order_of_the_ids() {
    virtual_time(async |_| {
        look_at("in which order do the pages arrive, and who puts them in order?");
        let (api, _) = shop(&[40, 90, 10, 60]);
        let pages = catalogue(&api, vec![1, 2, 0], 3).await;
        equal("the list of texts", pages, ["page 1", "page 2", "page 0"]);
    });
}

/// Page 0 is quick, so page 5 can start long before pages 1 to 4 are done.
fn the_next_request_starts_as_soon_as_there_is_room() {
    virtual_time(async |clock| {
        look_at("when one of five requests is done, what does the next one wait for?");
        let (api, ids) = shop(&[10, 100, 100, 100, 100, 100, 10, 10, 10, 10]);
        catalogue(&api, ids, 5).await;
        clock.elapsed_is(ms(110), "page 5, which starts when page 0 is done");
    });
}

fn one_request_at_a_time_is_enough() {
    virtual_time(async |clock| {
        let (api, ids) = shop(&[20, 30]);
        catalogue(&api, ids, 1).await;
        api.journal().peak_is(1);
        clock.elapsed_is(ms(50), "one after the other");
    });
}
