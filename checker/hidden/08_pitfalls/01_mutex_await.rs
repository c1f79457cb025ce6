//! `Pages` keeps nobody waiting while a page is being requested.
// no promise: "The texts of pages, as they were requested last." What is kept, its methods say.
// no promise: "(Whether the request goes on then is left open.)" It leaves a choice.

use exercise::Pages;
use lab::{FakeApi, ms};
use proof::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

proof::main!(
    nobody_waits_for_a_page_that_is_being_requested,
    requests_are_under_way_at_once,
    each_call_makes_one_request,
    no_call_undoes_another_one,
    the_text_that_comes_last_is_kept,
    who_is_dropped_changes_nothing,
    who_is_dropped_undoes_nothing,
    what_was_requested_is_known,
    a_request_may_take_long,
    pages_are_shared_by_threads,
);

/// A shop in which page `id` says `text`, after so many ms.
fn shop(pages: &[(u32, &str, u64)]) -> FakeApi {
    pages
        .iter()
        .fold(FakeApi::empty(), |api, (id, text, after)| {
            api.with_page(*id, text, ms(*after))
        })
}

/// The text that is known now, without any waiting.
async fn known_now(pages: &Pages, id: u32) -> Option<String> {
    let Ok(text) = timeout(ms(1), pages.get(id)).await else {
        let seen = format!("`get({id})` waited while a page was being requested");
        let meaning =
            "the lock is held for as long as a request takes, and whoever needs it stands in line";
        holds(false, Kind::NotConcurrent, &seen, meaning);
        return None;
    };
    text
}

async fn is_known(pages: &Pages, id: u32, want: Option<&str>) {
    let text = known_now(pages, id).await;
    equal(
        &format!("what is known of page {id}"),
        text.as_deref(),
        want,
    );
}

/// A call by a task of its own, after so many ms.
fn refreshes_after(
    time: u64,
    pages: &Arc<Pages>,
    api: &FakeApi,
    id: u32,
) -> tokio::task::JoinHandle<String> {
    let (pages, api) = (pages.clone(), api.clone());
    tokio::spawn(async move {
        sleep(ms(time)).await;
        pages.refresh(&api, id).await
    })
}

fn nobody_waits_for_a_page_that_is_being_requested() {
    never_blocks("No thread that runs tasks is blocked.");
    promise("Nobody waits for it, whatever is being requested.");
    look_at("since when does `refresh` hold the lock, and until when?");
    virtual_time(async |clock| {
        let (pages, work) = (Arc::new(Pages::new()), Work::new());
        let api = shop(&[(1, "tea", 20), (2, "cups", 1_500)]);
        pages.refresh(&api, 1).await;
        clock.restart();
        let slow = [2, 1, 2].map(|id| refreshes_after(0, &pages, &api, id));
        for _ in 0..20 {
            sleep(ms(70)).await;
            let call = work.begin("get");
            is_known(&pages, 1, Some("tea")).await;
            is_known(&pages, 2, None).await;
            call.finish();
        }
        clock.ends_at(ms(1_400), "20 looks with pauses of 70 ms");
        for task in slow {
            // A panic is a finding by itself.
            let _ = task.await;
        }
        is_known(&pages, 2, Some("cups")).await;
    });
}

fn requests_are_under_way_at_once() {
    never_blocks("No thread that runs tasks is blocked.");
    promise("Any number of calls may be under way at once");
    for (count, different) in [(2, 2), (5, 5), (5, 1), (200, 40)] {
        virtual_time(async |clock| {
            let pages = Arc::new(Pages::new());
            let texts: Vec<_> = (0..different).map(|id| (id, "tea", 100)).collect();
            let api = shop(&texts);
            let tasks: Vec<_> = (0..count)
                .map(|n| refreshes_after(0, &pages, &api, n % different))
                .collect();
            for task in tasks {
                let _ = task.await;
            }
            api.journal().peak_is(count as usize);
            promise("Each makes one request, which begins at once, and takes as long as that.");
            clock.elapsed_is(ms(100), "one request");
        });
    }
}

fn each_call_makes_one_request() {
    promise("Each makes one request, which begins at once, and takes as long as that.");
    virtual_time(async |clock| {
        let pages = Pages::new();
        // A page without a text is a page, too.
        let api = shop(&[(1, "tea", 20), (2, "cups", 30), (3, "", 10)]);
        for id in [1, 1, 2, 1, 3, 3] {
            pages.refresh(&api, id).await;
        }
        api.journal()
            .calls_are(&["page 1", "page 1", "page 2", "page 1", "page 3", "page 3"]);
        clock.ends_at(ms(110), "six requests");
    });
}

fn no_call_undoes_another_one() {
    never_blocks("No thread that runs tasks is blocked.");
    promise("None of them undoes what another one has kept.");
    virtual_time(async |_| {
        let pages = Arc::new(Pages::new());
        let texts = (0..50_u32)
            .map(|id| (id, format!("text {id}")))
            .collect::<Vec<_>>();
        let all: Vec<_> = texts
            .iter()
            .map(|(id, text)| (*id, text.as_str(), u64::from(10 + id * 7 % 90)))
            .collect();
        let api = shop(&all);
        let tasks: Vec<_> = (0..50)
            .map(|id| refreshes_after(u64::from(id) % 3 * 20, &pages, &api, id))
            .collect();
        for task in tasks {
            let _ = task.await;
        }
        for (id, text) in &texts {
            is_known(&pages, *id, Some(text)).await;
        }
    });
}

fn the_text_that_comes_last_is_kept() {
    promise("The text that comes last is kept; until it is there, the one before stays");
    virtual_time(async |_| {
        let pages = Arc::new(Pages::new());
        let (slow, fast) = (shop(&[(1, "slow", 300)]), shop(&[(1, "fast", 50)]));
        let (first, second) = (
            refreshes_after(0, &pages, &slow, 1),
            refreshes_after(10, &pages, &fast, 1),
        );
        sleep(ms(30)).await;
        is_known(&pages, 1, None).await;
        sleep(ms(40)).await;
        is_known(&pages, 1, Some("fast")).await;
        sleep(ms(220)).await;
        is_known(&pages, 1, Some("fast")).await;
        sleep(ms(20)).await;
        is_known(&pages, 1, Some("slow")).await;
        promise(
            "Request the page `id` with `api.page`, keep its text instead of the one before, and return it.",
        );
        equal(
            "what the first call returned",
            first.await.ok().as_deref(),
            Some("slow"),
        );
        equal(
            "what the second call returned",
            second.await.ok().as_deref(),
            Some("fast"),
        );
    });
}

fn who_is_dropped_changes_nothing() {
    promise("until it is there, the one before stays, also if the call is dropped before its end");
    sweep(async |cut| {
        let pages = Pages::new();
        let (old, new) = (
            shop(&[(1, "old", 20)]),
            shop(&[(1, "new", 20), (2, "tea", 20)]),
        );
        pages.refresh(&old, 1).await;
        let done = cut.short(pages.refresh(&new, 1)).await;
        let want = if done.is_some() { "new" } else { "old" };
        is_known(&pages, 1, Some(want)).await;
        // And nothing stays locked.
        let next = timeout(Duration::from_secs(1), pages.refresh(&new, 2)).await;
        equal(
            "what the next call returned",
            next.ok().as_deref(),
            Some("tea"),
        );
    });
}

/// While it waits, another call ends.
fn who_is_dropped_undoes_nothing() {
    promise("None of them undoes what another one has kept.");
    look_at("a call is dropped: what does it leave behind, and whose is that by then?");
    virtual_time(async |_| {
        let pages = Pages::new();
        pages.refresh(&shop(&[(1, "old", 20)]), 1).await;
        let slow = shop(&[(1, "slow", 50)]);
        let late = timeout(ms(30), pages.refresh(&slow, 1));
        let other = async {
            sleep(ms(5)).await;
            pages.refresh(&shop(&[(1, "new", 20)]), 1).await;
        };
        let (late, _) = tokio::join!(late, other);
        equal("whether the slow call was dropped", late.is_err(), true);
        is_known(&pages, 1, Some("new")).await;
    });
}

fn what_was_requested_is_known() {
    promise("The text of the page `id` that came last, if there is one.");
    virtual_time(async |_| {
        let (pages, other) = (Pages::new(), Pages::new());
        let api = shop(&[(0, "", 0), (1, " tea\n", 20), (u32::MAX, "cups", 30)]);
        promise("No pages are known.");
        for id in [0, 1, u32::MAX, 7] {
            is_known(&pages, id, None).await;
        }
        promise("The text of the page `id` that came last, if there is one.");
        for (id, text) in [(1, " tea\n"), (0, ""), (u32::MAX, "cups")] {
            equal(
                "what was returned",
                pages.refresh(&api, id).await.as_str(),
                text,
            );
            is_known(&pages, id, Some(text)).await;
            is_known(&other, id, None).await;
        }
        is_known(&pages, 7, None).await;
    });
}

fn a_request_may_take_long() {
    never_blocks("No thread that runs tasks is blocked.");
    promise("Each makes one request, which begins at once, and takes as long as that.");
    virtual_time(async |clock| {
        let pages = Pages::new();
        let api = shop(&[(1, "tea", 1_800_000)]);
        pages.refresh(&api, 1).await;
        clock.ends_at(ms(1_800_000), "the request");
        clock.moves_at_most(15, "one request");
    });
}

fn pages_are_shared_by_threads() {
    promise("Tasks on any threads can share them.");
    on_workers(2, async || {
        let pages = Arc::new(Pages::new());
        let api = shop(&[(1, "tea", 1), (2, "cups", 1)]);
        let tasks: Vec<_> = (0..20)
            .map(|n| refreshes_after(0, &pages, &api, 1 + n % 2))
            .collect();
        for task in tasks {
            let _ = task.await;
            yield_now().await;
        }
        equal(
            "what is known of page 2",
            pages.get(2).await.as_deref(),
            Some("cups"),
        );
    });
}
