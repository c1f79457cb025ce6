//! `fetch_all` has every request under way at once, and returns the texts in the order of the ids.

use lab::{FakeApi, ms};
use proof::{Claims, equal, expected, if_it_hangs, virtual_time};

proof::main!(
    all_requests_are_under_way_at_the_same_time,
    the_texts_stand_in_the_order_of_the_ids,
    forty_pages_are_no_different,
    no_ids_are_no_texts,
);

const IDS: [u32; 4] = [7, 2, 9, 4];

/// What is asked for first arrives last.
fn shop() -> FakeApi {
    FakeApi::empty()
        .with_page(7, "tea", ms(80))
        .with_page(2, "cups", ms(60))
        .with_page(9, "kettles", ms(40))
        .with_page(4, "spoons", ms(20))
}

fn all_requests_are_under_way_at_the_same_time() {
    virtual_time(async |clock| {
        let api = shop();
        exercise::fetch_all(&api, IDS.to_vec()).await;
        clock.takes_at_least(ms(80));
        api.journal().peak_is(4);
        clock.elapsed_is(ms(80), "the slowest of the four pages");
        equal("the number of requests", api.journal().calls().len(), 4);
    });
}

fn the_texts_stand_in_the_order_of_the_ids() {
    virtual_time(async |_| {
        let texts = exercise::fetch_all(&shop(), IDS.to_vec()).await;
        equal(
            "the list of texts",
            texts,
            ["tea", "cups", "kettles", "spoons"],
        );
    });
}

fn forty_pages_are_no_different() {
    virtual_time(async |clock| {
        let add = |api: FakeApi, id| api.with_page(id, &format!("page {id}"), ms(10));
        let api = (1..=40).fold(FakeApi::empty(), add);
        let in_order = (1..=40).rev().map(|id| format!("page {id}"));
        let wanted = expected("the list of texts", in_order.collect::<Vec<_>>());
        let texts = exercise::fetch_all(&api, (1..=40).rev().collect()).await;
        clock.elapsed_is(ms(10), "each of the 40 pages takes 10 ms");
        api.journal().peak_is(40);
        wanted.is(texts);
    });
}

fn no_ids_are_no_texts() {
    virtual_time(async |_| {
        if_it_hangs("without ids nothing is asked, and yet something waits for an answer");
        let texts = exercise::fetch_all(&FakeApi::empty(), Vec::new()).await;
        equal("the list of texts", texts, Vec::<String>::new());
    });
}
