//! `fetch_sync` sleeps until the callback was called, or never can be.

use exercise::Dropped;
use lab::{CallbackApi, ms};
use proof::prelude::*;

proof::main!(
    the_thread_sleeps_until_the_callback_is_called,
    a_callback_that_is_dropped_ends_the_wait,
    a_page_that_is_there_at_once_is_not_missed,
);

fn the_thread_sleeps_until_the_callback_is_called() {
    let (api, line) = CallbackApi::held();
    let call = background("fetch_sync", move || exercise::fetch_sync(&api, 7));
    call.watch().falls_asleep("fetch_sync");
    equal(
        "the page that was asked for",
        line.answer("green tea"),
        Some(7),
    );
    equal(
        "the result",
        told(call.result_within(ms(1_000))),
        Ok("green tea".to_owned()),
    );
}

fn a_callback_that_is_dropped_ends_the_wait() {
    if_it_hangs("the callback is gone, and nobody is left to wake the thread");
    look_at("what is dropped together with the callback, and what is kept beside it?");
    let (api, line) = CallbackApi::held();
    let call = background("fetch_sync", move || exercise::fetch_sync(&api, 7));
    equal("the page that was asked for", line.hang_up(), Some(7));
    equal(
        "the result",
        told(call.result_within(ms(1_000))),
        Err("dropped"),
    );
}

fn a_page_that_is_there_at_once_is_not_missed() {
    if_it_hangs("the page came before the thread began to wait, and it comes only once");
    look_at("what does the thread look at before it goes to sleep, and what does it hold?");
    let api = CallbackApi::prompt("green tea");
    let call = background("fetch_sync", move || exercise::fetch_sync(&api, 7));
    let page = call.result_within(ms(1_000));
    equal("the result", told(page), Ok("green tea".to_owned()));
}

fn told(result: Result<String, Dropped>) -> Result<String, &'static str> {
    result.map_err(|Dropped| "dropped")
}
