//! `fetch_sync` sleeps until the callback was called, or never can be.

// no promise: "The callback was dropped, so the page will never come." It says what the error means.

use exercise::Dropped;
use lab::{CallbackApi, Journal, ms};
use proof::prelude::*;
use proof::{Background, Written};
use std::sync::mpsc;
use std::thread;

proof::main!(
    the_thread_sleeps_until_the_callback_is_called,
    it_waits_however_long_nothing_comes,
    who_unparks_the_thread_does_not_end_the_wait,
    a_callback_that_is_dropped_ends_the_wait,
    a_page_that_is_there_at_once_is_not_missed,
    each_call_gets_the_page_that_it_asked_for,
    so_it_does_where_all_ask_for_the_same_number,
    a_page_is_returned_as_it_came,
);

/// A call under way on a thread of its own, with a library that waits for a word.
fn fetch(api: CallbackApi, id: u32) -> Background<Written> {
    background("fetch_sync", move || shown(exercise::fetch_sync(&api, id)))
}

fn shown(result: Result<String, Dropped>) -> Written {
    match result {
        Ok(page) => written(format!("Ok({page:?})")),
        Err(Dropped) => written("Err(Dropped)"),
    }
}

fn came(call: Background<Written>, want: &str) {
    equal("the result", call.result_within(ms(1_000)), written(want));
}

fn was_asked_once(journal: &Journal, page: &str) {
    promise("Fetch page `id`");
    journal.calls_are(&[page]);
}

fn the_thread_sleeps_until_the_callback_is_called() {
    promise("it is woken when there is something to do, and does not look again and again");
    let (api, line) = CallbackApi::held();
    let journal = api.journal();
    let call = fetch(api, 8);
    call.watch().falls_asleep("fetch_sync");
    promise("Fetch page `id`, and wait until it is there.");
    equal(
        "the page that was asked for",
        line.answer("green tea"),
        Some(8),
    );
    came(call, "Ok(\"green tea\")");
    was_asked_once(&journal, "page 8");
}

fn it_waits_however_long_nothing_comes() {
    let (api, line) = CallbackApi::held();
    let call = fetch(api, 7);
    promise("No other thread does that in its place.");
    call.watch().falls_asleep("fetch_sync");
    promise("The waiting thread sleeps, however long nothing comes");
    promise_against(
        Kind::BusyWaits,
        "does not look again and again, nor at times, as a wait with a time limit would",
    );
    call.stays_asleep("the callback was neither called nor dropped");
    equal(
        "the page that was asked for",
        line.answer("black tea"),
        Some(7),
    );
    came(call, "Ok(\"black tea\")");
}

fn who_unparks_the_thread_does_not_end_the_wait() {
    promise("If somebody else unparks it, it goes on waiting.");
    if_it_hangs("the thread was unparked by somebody else, and then its page came");
    look_at("the thread has woken up: how does it know that there is something for it?");
    let (api, line) = CallbackApi::held();
    let (tell, told) = mpsc::channel();
    let call = background("fetch_sync", move || {
        let _ = tell.send(thread::current());
        // Somebody has unparked it before, too.
        thread::current().unpark();
        shown(exercise::fetch_sync(&api, 7))
    });
    let sleeper = told.recv();
    call.watch().settles();
    call.is_under_way("its page is still to come");
    if let Ok(sleeper) = sleeper {
        sleeper.unpark();
    }
    call.watch().settles();
    call.is_under_way("its page is still to come");
    equal("the page that was asked for", line.answer("cups"), Some(7));
    came(call, "Ok(\"cups\")");
}

fn a_callback_that_is_dropped_ends_the_wait() {
    promise("as soon as the library drops the callback without calling it");
    if_it_hangs("the callback is gone, and nobody is left to wake the thread");
    look_at("what is dropped together with the callback, and what is kept beside it?");
    let (api, line) = CallbackApi::held();
    let call = fetch(api, 7);
    // Perhaps before the thread sleeps.
    equal("the page that was asked for", line.hang_up(), Some(7));
    came(call, "Err(Dropped)");
    let (api, line) = CallbackApi::held();
    let journal = api.journal();
    let call = fetch(api, 7);
    call.watch().settles();
    equal("the page that was asked for", line.hang_up(), Some(7));
    came(call, "Err(Dropped)");
    was_asked_once(&journal, "page 7");
}

fn a_page_that_is_there_at_once_is_not_missed() {
    promise("The callback is called at any time, perhaps even before `api.fetch` returns.");
    if_it_hangs("the page came before the thread began to wait, and it comes only once");
    look_at("what does the thread look at before it goes to sleep, and what does it hold?");
    came(
        fetch(CallbackApi::prompt("green tea"), 7),
        "Ok(\"green tea\")",
    );
}

fn each_call_gets_the_page_that_it_asked_for() {
    promise("Fetch page `id`, and wait until it is there.");
    if_it_hangs("what belongs to one call woke up another one, or was taken by it");
    look_at("two calls at the same time: what do they share?");
    let (tea, cups) = (CallbackApi::held(), CallbackApi::held());
    let first = fetch(tea.0, 1);
    first.watch().settles();
    let second = fetch(cups.0, 2);
    second.watch().settles();
    // The later one is answered first.
    equal(
        "the page that the second call asked for",
        cups.1.answer("cups"),
        Some(2),
    );
    came(second, "Ok(\"cups\")");
    first.is_under_way("its page is still to come");
    equal(
        "the page that the first call asked for",
        tea.1.answer("tea"),
        Some(1),
    );
    came(first, "Ok(\"tea\")");
}

/// Shops have pages of the same number.
fn so_it_does_where_all_ask_for_the_same_number() {
    promise("Fetch page `id`, and wait until it is there.");
    look_at("two calls at the same time: what do they share?");
    if_it_hangs("what belongs to one call woke up another one, or was taken by it");
    let calls = (0..8).map(|_| {
        let (api, line) = CallbackApi::held();
        let call = fetch(api, 1);
        call.watch().settles();
        (call, line)
    });
    let calls: Vec<_> = calls.collect();
    for (n, (call, line)) in calls.into_iter().enumerate().rev() {
        let asked = line.answer(&format!("page of shop {n}"));
        equal("the page that a call asked for", asked, Some(1));
        came(call, &format!("Ok(\"page of shop {n}\")"));
    }
}

fn a_page_is_returned_as_it_came() {
    promise("Fetch page `id`, and wait until it is there.");
    look_at("what becomes of the page between the callback and the end of `fetch_sync`?");
    for page in [" two spoons\n", ""] {
        let (api, line) = CallbackApi::held();
        let call = fetch(api, 3);
        equal("the page that was asked for", line.answer(page), Some(3));
        came(call, &format!("Ok({page:?})"));
    }
}
