//! `scrape` keeps so many requests under way, gives each its limit, and answers for all of them.
// no promise: "What became of a request." It says what the type is for.
// no promise: "It brought this text." It says what the variant is for.
// no promise: "The site answered without a page." It says what the variant is for.
// no promise: "There was no answer within the limit." It says what the variant is for.
// no promise: "(An answer at the very moment of the limit may count or not.)" It leaves a choice.

use exercise::Outcome;
use lab::{Journal, Site, SiteError, ms};
use proof::prelude::*;
use tokio::time::sleep;

proof::main!(
    so_many_requests_are_under_way_and_never_more,
    requests_begin_in_the_order_of_the_urls,
    whoever_ends_makes_room,
    outcomes_come_in_the_order_of_the_urls,
    a_page_that_fails_changes_nothing_for_the_others,
    a_limit_does_not_begin_before_its_request,
    a_request_is_dropped_at_its_limit,
    who_is_too_slow_makes_room,
    many_that_are_too_slow_change_nothing_for_the_others,
    a_url_that_comes_twice_is_requested_twice,
    at_once_may_be_one_or_more_than_there_are,
    no_urls_are_no_outcomes,
    who_is_dropped_requests_no_more,
);

/// A long time, in which every page comes that ever does.
const AN_AGE: u64 = 1_000_000;

/// A site whose page `n` takes `latencies[n]`, and its URLs.
fn site(latencies: &[u64]) -> (Site, Vec<String>) {
    let pages = latencies.iter().enumerate();
    let site = pages.fold(Site::empty(), |site, (n, after)| {
        site.with_page(&url(n), &format!("page {n}"), ms(*after))
    });
    (site, (0..latencies.len()).map(url).collect())
}

fn url(n: usize) -> String {
    format!("/{n}")
}

fn urls(numbers: &[usize]) -> Vec<String> {
    numbers.iter().copied().map(url).collect()
}

async fn scrape(site: &Site, urls: Vec<String>, at_once: usize, limit: u64) -> Vec<Written> {
    let outcomes = exercise::scrape(site, urls, at_once, ms(limit)).await;
    let outcomes = outcomes.into_iter().map(|outcome| match outcome {
        Outcome::Page(text) => brought(&text),
        Outcome::Failed(SiteError { status }) => failed(status),
        Outcome::TimedOut => timed_out(),
    });
    outcomes.collect()
}

fn page(n: usize) -> Written {
    brought(&format!("page {n}"))
}

fn brought(text: &str) -> Written {
    written(format!("Page({text:?})"))
}

fn failed(status: u16) -> Written {
    written(format!("Failed(SiteError {{ status: {status} }})"))
}

fn timed_out() -> Written {
    written("TimedOut")
}

/// The requests began at these moments, in ms.
fn begin_at(journal: &Journal, want: &[u128]) {
    let calls = journal.calls().into_iter();
    let got: Vec<u128> = calls.map(|call| call.start.as_millis()).collect();
    let kind = match got.iter().zip(want).find(|(got, want)| got != want) {
        _ if got.is_empty() => Kind::NotStarted,
        Some((got, want)) if got < want => Kind::TooConcurrent,
        Some(_) => Kind::NotConcurrent,
        None => Kind::WrongResult,
    };
    holds(
        got == want,
        kind,
        &format!("the requests began at {got:?} ms, expected {want:?}"),
        "a request waited for others than those that it needs the place of, or did not wait",
    );
}

fn so_many_requests_are_under_way_and_never_more() {
    never_blocks("No thread is blocked.");
    promise("Never more than `at_once` requests are under way.");
    virtual_time(async |clock| {
        if_it_hangs("nothing begins, because there is no room for it");
        let (pages, urls) = site(&[100; 23]);
        scrape(&pages, urls, 5, AN_AGE).await;
        pages.journal().peak_is(5);
        clock.elapsed_is(ms(500), "23 pages of 100 ms, 5 at a time");

        clock.restart();
        let (pages, urls) = site(&[100; 2_500]);
        scrape(&pages, urls, 1_100, AN_AGE).await;
        pages.journal().peak_is(1_100);
        clock.elapsed_is(ms(300), "2500 pages of 100 ms, 1100 at a time");
    });
}

/// The oldest request ends last.
fn whoever_ends_makes_room() {
    never_blocks("No thread is blocked.");
    promise("as soon as one ends, whichever it is, the next one begins");
    virtual_time(async |clock| {
        look_at("which request has to end before the next one can begin?");
        let (pages, urls) = site(&[100, 30, 10, 20, 10, 70, 10]);
        scrape(&pages, urls, 3, AN_AGE).await;
        begin_at(&pages.journal(), &[0, 0, 0, 10, 30, 30, 40]);
        clock.elapsed_is(
            ms(100),
            "the page that takes longest and the one that ends with it",
        );
    });
}

fn requests_begin_in_the_order_of_the_urls() {
    promise("They begin in the order of `urls`");
    virtual_time(async |_| {
        let (pages, _) = site(&[40, 90, 10, 60, 20, 50]);
        scrape(&pages, urls(&[3, 1, 5, 0, 2, 4]), 2, AN_AGE).await;
        let want = ["get /3", "get /1", "get /5", "get /0", "get /2", "get /4"];
        pages.journal().calls_are(&want);
    });
}

fn outcomes_come_in_the_order_of_the_urls() {
    promise("return what became of each request, in the order of `urls`");
    virtual_time(async |clock| {
        let (pages, _) = site(&[40, 90, 10, 60]);
        let pages = pages
            .with_page("/4", "", ms(5))
            .with_page("/5", "page 1", ms(20))
            .with_page("/6", " page\n6 ", ms(AN_AGE - 1));
        let outcomes = scrape(&pages, urls(&[6, 1, 3, 4, 0, 5]), 4, AN_AGE).await;
        let last = brought(" page\n6 ");
        let want = [last, page(1), page(3), brought(""), page(0), page(1)];
        equal("the list of outcomes", outcomes, want);
        clock.ends_at(ms(AN_AGE - 1), "the slowest page, which comes just in time");
    });
}

fn a_page_that_fails_changes_nothing_for_the_others() {
    never_blocks("No thread is blocked.");
    promise("What becomes of one request changes nothing for the others.");
    virtual_time(async |clock| {
        let cases = [
            (&[0][..], 70),
            (&[2], 80),
            (&[4], 70),
            (&[0, 1, 2, 3, 4], 60),
        ];
        for (broken, took) in cases {
            clock.restart();
            let (pages, urls) = site(&[30, 20, 50, 10, 40]);
            let pages = broken.iter().fold(pages, |pages, n| {
                let status = 500 + u16::try_from(*n).unwrap_or(0);
                pages.with_broken(&url(*n), status, ms(20))
            });
            let want = (0..5).map(|n| match broken.contains(&n) {
                true => failed(500 + u16::try_from(n).unwrap_or(0)),
                false => page(n),
            });
            let want: Vec<_> = want.collect();
            let outcomes = scrape(&pages, urls, 2, 100).await;
            equal("the list of outcomes", outcomes, want);
            equal("the number of requests", pages.journal().calls().len(), 5);
            pages.journal().peak_is(2);
            // Each failure takes 20 ms.
            clock.elapsed_is(
                ms(took),
                "five requests, each of which begins when another one ends",
            );
        }
        let (pages, _) = site(&[30, 20]);
        let outcomes = scrape(&pages, urls(&[7, 0, 8, 9, 1]), 2, AN_AGE).await;
        let want = [failed(404), page(0), failed(404), failed(404), page(1)];
        equal("the list of outcomes", outcomes, want);
    });
}

/// Each of them would be over long before, if all had one limit.
fn a_limit_does_not_begin_before_its_request() {
    never_blocks("No thread is blocked.");
    promise("A request has `limit`, from the moment when it begins.");
    virtual_time(async |clock| {
        let (pages, urls) = site(&[40; 7]);
        let outcomes = scrape(&pages, urls, 2, 50).await;
        let want: Vec<_> = (0..7).map(page).collect();
        equal("the list of outcomes", outcomes, want);
        clock.elapsed_is(ms(160), "7 pages of 40 ms, 2 at a time");
    });
}

fn a_request_is_dropped_at_its_limit() {
    never_blocks("No thread is blocked.");
    promise("If there is no answer by then, it is dropped and has ended: `TimedOut`.");
    virtual_time(async |clock| {
        for (slow, others) in [(0, 30), (2, 49), (4, 10)] {
            clock.restart();
            let mut latencies = [others; 5];
            latencies[slow] = 51;
            let (pages, urls) = site(&latencies);
            let outcomes = scrape(&pages, urls, 5, 50).await;
            let mut want: Vec<_> = (0..5).map(page).collect();
            want[slow] = timed_out();
            equal("the list of outcomes", outcomes, want);
            clock.ends_at(ms(50), "the limit of the slowest request");
        }
    });
    virtual_time(async |_| {
        let (pages, urls) = site(&[60_000, 30, 60_000]);
        scrape(&pages, urls, 2, 50).await;
        sleep(ms(100)).await;
        pages.journal().dropped_at("get /0", ms(50));
        pages.journal().dropped_at("get /2", ms(80));
    });
}

fn who_is_too_slow_makes_room() {
    never_blocks("No thread is blocked.");
    promise("as soon as one ends, whichever it is, the next one begins");
    virtual_time(async |clock| {
        let (pages, urls) = site(&[90_000, 30, 90_000, 90_000, 10, 40]);
        let outcomes = scrape(&pages, urls, 2, 50).await;
        begin_at(&pages.journal(), &[0, 0, 30, 50, 80, 90]);
        let want = [
            timed_out(),
            page(1),
            timed_out(),
            timed_out(),
            page(4),
            page(5),
        ];
        equal("the list of outcomes", outcomes, want);
        clock.ends_at(ms(130), "the last page");
        pages.journal().peak_at_most(2);
        pages.journal().all_ended();
    });
}

fn many_that_are_too_slow_change_nothing_for_the_others() {
    promise("What becomes of one request changes nothing for the others.");
    look_at("many requests in a row have had no answer: what becomes of the next one?");
    virtual_time(async |clock| {
        let (pages, urls) = site(&[[90_000; 40], [10; 40]].concat());
        let want = (0..80).map(|n| if n < 40 { timed_out() } else { page(n) });
        let wanted = expected("the list of outcomes", want.collect::<Vec<_>>());
        wanted.is(scrape(&pages, urls, 2, 50).await);
        clock.ends_at(ms(1_200), "40 limits and 40 pages, 2 at a time");
    });
}

fn a_url_that_comes_twice_is_requested_twice() {
    promise("A URL that comes twice is requested twice.");
    virtual_time(async |_| {
        let (pages, _) = site(&[40, 90, 10, 60]);
        let outcomes = scrape(&pages, urls(&[3, 1, 1, 3, 2]), 3, AN_AGE).await;
        begin_at(&pages.journal(), &[0, 0, 0, 60, 90]);
        let want = [page(3), page(1), page(1), page(3), page(2)];
        equal("the list of outcomes", outcomes, want);
        equal("the number of requests", pages.journal().calls().len(), 5);
    });
}

fn at_once_may_be_one_or_more_than_there_are() {
    promise("`at_once` is at least 1, at most ten thousand, and may be more than there are URLs.");
    virtual_time(async |clock| {
        let (pages, urls) = site(&[20, 30]);
        scrape(&pages, urls, 1, AN_AGE).await;
        pages.journal().peak_is(1);
        clock.elapsed_is(ms(50), "one after the other");

        clock.restart();
        let (pages, urls) = site(&[20, 30, 10]);
        let outcomes = scrape(&pages, urls, 10_000, AN_AGE).await;
        clock.elapsed_is(ms(30), "the slowest of three pages");
        equal(
            "the list of outcomes",
            outcomes,
            [page(0), page(1), page(2)],
        );
    });
}

fn no_urls_are_no_outcomes() {
    promise("No URLs are no outcomes.");
    virtual_time(async |_| {
        for at_once in [1, 5] {
            let outcomes = scrape(&Site::empty(), Vec::new(), at_once, 50).await;
            equal("the list of outcomes", outcomes, Vec::<Written>::new());
        }
    });
}

fn who_is_dropped_requests_no_more() {
    promise(
        "When this future is dropped, the requests that are under way are dropped with it, and no other one begins.",
    );
    sweep(async |cut| {
        let (pages, urls) = site(&[40, 20, 90, 10, 30]);
        cut.short(scrape(&pages, urls, 2, 60)).await;
        let before = count(&pages.journal());
        sleep(ms(5_000)).await;
        let after = count(&pages.journal());
        equal(
            "the number of requests that begin after that",
            after.0 - before.0,
            0,
        );
        equal(
            "the number of requests that go on after that",
            after.1 - before.1,
            0,
        );
    });
}

/// How many requests have begun, and how many have come to their end.
fn count(journal: &Journal) -> (usize, usize) {
    let lines = journal.lines();
    let begun = lines.iter().filter(|line| line.starts_with("start"));
    let ended = lines.iter().filter(|line| line.starts_with("end"));
    (begun.count(), ended.count())
}
