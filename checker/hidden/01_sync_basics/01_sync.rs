//! `fetch_all` makes one call after another, on its own thread, and none after
//! the first that fails.

use lab::{BlockingApi, ms};
use proof::prelude::*;

proof::main!(
    one_call_follows_the_other_on_one_thread,
    no_call_is_made_after_one_that_fails,
    the_texts_are_in_the_order_of_the_ids,
);

fn one_call_follows_the_other_on_one_thread() {
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
    let pages = pages.map_err(|error| error.id);
    let texts = ["tea", "cups", "kettles"].map(str::to_owned);
    equal("the result", pages, Ok(texts.to_vec()));
}

fn no_call_is_made_after_one_that_fails() {
    let api = BlockingApi::new().with_error(2, "out of cups", ms(10));
    look_at("a call that fails: where does its error go, and what is called after it?");
    let pages = exercise::fetch_all(&api, &[1, 2, 3, 4]);
    api.journal().calls_are(&["page 1", "page 2"]);
    equal(
        "the page that failed",
        pages.map_err(|error| error.id),
        Err(2),
    );
}

fn the_texts_are_in_the_order_of_the_ids() {
    let api = BlockingApi::new();
    let pages = exercise::fetch_all(&api, &[3, 1, 2]);
    api.journal().calls_are(&["page 3", "page 1", "page 2"]);
    let texts = ["kettles", "tea", "cups"].map(str::to_owned);
    equal("the result", pages, Ok(texts.to_vec()));
}
