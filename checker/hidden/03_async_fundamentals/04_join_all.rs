//! `fetch_all` has every request under way at once, and returns the texts in the order of the ids.

use lab::{FakeApi, ms};
use proof::prelude::*;

proof::main!(
    all_requests_are_under_way_at_the_same_time,
    the_texts_are_in_the_order_of_the_ids,
    a_thousand_pages_are_no_different,
    a_slow_page_is_waited_for,
    no_ids_are_no_texts,
);

const IDS: [u32; 6] = [7, 2, 9, u32::MAX, 4, 1];

/// What is asked for first arrives last, and some texts are equal.
fn shop() -> FakeApi {
    FakeApi::empty()
        .with_page(7, "tea", ms(80))
        .with_page(2, "cups", ms(60))
        .with_page(9, "cups", ms(50))
        .with_page(u32::MAX, "", ms(40))
        .with_page(4, " spoons\n", ms(30))
        .with_page(1, "tea", ms(20))
}

fn all_requests_are_under_way_at_the_same_time() {
    never_blocks("no thread is blocked meanwhile");
    promise("Ask for the pages `ids`, all of them at the same time and each once");
    virtual_time(async |clock| {
        let api = shop();
        exercise::fetch_all(&api, IDS.to_vec()).await;
        clock.takes_at_least(ms(80));
        api.journal().peak_is(6);
        equal("the number of requests", api.journal().calls().len(), 6);
        promise("It takes as long as the slowest page alone");
        clock.elapsed_is(ms(80), "the slowest of the six pages");
    });
}

fn the_texts_are_in_the_order_of_the_ids() {
    promise("return their texts in the order of `ids`");
    virtual_time(async |_| {
        let texts = exercise::fetch_all(&shop(), IDS.to_vec()).await;
        let wanted = ["tea", "cups", "cups", "", " spoons\n", "tea"];
        equal("the list of texts", texts, wanted);
        promise("The ids come in any order, and all are different.");
        let texts = exercise::fetch_all(&shop(), vec![4]).await;
        equal("the list of texts", texts, [" spoons\n"]);
    });
}

fn a_thousand_pages_are_no_different() {
    never_blocks("no thread is blocked meanwhile");
    promise("however many there are");
    virtual_time(async |clock| {
        let add = |api: FakeApi, id| api.with_page(id, &format!("page {id}"), ms(10));
        let api = (1..=1_001).fold(FakeApi::empty(), add);
        let in_order = (1..=1_001).rev().map(|id| format!("page {id}"));
        let wanted = expected("the list of texts", in_order.collect::<Vec<_>>());
        let texts = exercise::fetch_all(&api, (1..=1_001).rev().collect()).await;
        clock.elapsed_is(ms(10), "each of the 1001 pages takes 10 ms");
        api.journal().peak_is(1_001);
        wanted.is(texts);
    });
}

fn a_slow_page_is_waited_for() {
    promise("It takes as long as the slowest page alone");
    virtual_time(async |clock| {
        let api = shop().with_page(9, "kettles", ms(900_000));
        let texts = exercise::fetch_all(&api, vec![2, 9, 7]).await;
        clock.elapsed_is(ms(900_000), "the slowest of the three pages");
        equal("the list of texts", texts, ["cups", "kettles", "tea"]);
    });
}

fn no_ids_are_no_texts() {
    promise("No ids are no texts.");
    virtual_time(async |_| {
        if_it_hangs("without ids nothing is asked, and yet something waits for an answer");
        let texts = exercise::fetch_all(&FakeApi::empty(), Vec::new()).await;
        equal("the list of texts", texts, Vec::<String>::new());
    });
}
