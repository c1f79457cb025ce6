//! `fetch_all` makes one call after another, on its own thread, and none after
//! the first that fails.

use lab::{ApiError, BlockingApi, ms};
use proof::prelude::*;

proof::main!(
    one_call_follows_the_other_on_one_thread,
    each_id_has_a_call_of_its_own,
    the_texts_are_in_the_order_of_the_ids,
    the_error_of_a_call_is_returned_wherever_it_is,
    no_call_is_made_after_one_that_fails,
    no_ids_are_no_pages,
);

fn one_call_follows_the_other_on_one_thread() {
    promise("one after another in this order, on the thread that `fetch_all` is called on");
    let api = BlockingApi::new();
    let pages = exercise::fetch_all(&api, &[1, 2, 3]);
    let journal = api.journal();
    journal.all_on_this_thread();
    journal.happened(&[
        "start page 1",
        "end page 1",
        "start page 2",
        "end page 2",
        "start page 3",
        "end page 3",
    ]);
    equal("the time of all calls together", api.elapsed(), ms(100));
    promise("return their texts in the order of `ids`");
    equal("the result", pages, texts(&["tea", "cups", "kettles"]));
}

fn each_id_has_a_call_of_its_own() {
    promise("Make one call for each id");
    let api = BlockingApi::new();
    look_at("an id that occurs more than once: how many calls and texts belong to it?");
    let pages = exercise::fetch_all(&api, &[2, 2, 3, 2]);
    api.journal()
        .calls_are(&["page 2", "page 2", "page 3", "page 2"]);
    equal(
        "the result",
        pages,
        texts(&["cups", "cups", "kettles", "cups"]),
    );
}

fn the_texts_are_in_the_order_of_the_ids() {
    promise("return their texts in the order of `ids`");
    // A page may be empty, and blanks belong to it.
    let api = BlockingApi::new()
        .with_page(0, "", ms(10))
        .with_page(9, " two spoons\n", ms(10));
    let pages = exercise::fetch_all(&api, &[3, 9, 1, 0, 2]);
    let calls = ["page 3", "page 9", "page 1", "page 0", "page 2"];
    api.journal().calls_are(&calls);
    equal(
        "the result",
        pages,
        texts(&["kettles", " two spoons\n", "tea", "", "cups"]),
    );
}

fn the_error_of_a_call_is_returned_wherever_it_is() {
    promise("When a call fails, return its error");
    look_at("a call that fails: where does its error go?");
    for failing in [1, 2, 3] {
        let api = BlockingApi::new().with_error(failing, "out of cups", ms(10));
        let pages = exercise::fetch_all(&api, &[1, 2, 3]);
        let what = format!("the result when page {failing} fails");
        equal(&what, pages, fails(failing, "out of cups"));
    }
    let pages = exercise::fetch_all(&BlockingApi::new(), &[1, 4]);
    let want = fails(4, "there is no such page");
    equal("the result when there is no page 4", pages, want);
}

fn no_call_is_made_after_one_that_fails() {
    promise("make no further call");
    look_at("a call that fails: what is called after it?");
    // Whatever it returns, the calls are what counts here.
    let ids = [1, 2, 3, 4, 5, 6, 7];
    let calls = ids.map(|id| format!("page {id}"));
    let calls: Vec<_> = calls.iter().map(String::as_str).collect();
    for (at, failing) in ids.into_iter().enumerate() {
        let api = ids.into_iter().fold(BlockingApi::new(), |api, id| {
            api.with_page(id, "tea", ms(10))
        });
        let api = api.with_error(failing, "out of cups", ms(10));
        let _ = exercise::fetch_all(&api, &ids);
        api.journal().calls_are(&calls[..=at]);
    }
}

fn no_ids_are_no_pages() {
    promise("Make one call for each id");
    let api = BlockingApi::new();
    let pages = exercise::fetch_all(&api, &[]);
    equal("the result for no ids", pages, texts(&[]));
    equal("the number of calls", api.journal().calls().len(), 0);
}

fn texts(texts: &[&str]) -> Result<Vec<String>, ApiError> {
    Ok(texts.iter().map(|&text| text.to_owned()).collect())
}

fn fails(id: u32, message: &str) -> Result<Vec<String>, ApiError> {
    let message = message.to_owned();
    Err(ApiError { id, message })
}
