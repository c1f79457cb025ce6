//! `print_all` prints one page after another, and its requests go on meanwhile.
// no promise: "(Below that, how far is left open." It leaves a choice.
// no promise: "On several threads, requests that begin together may do so in any order.)" It leaves a choice.

use lab::{FakeApi, Journal, ms};
use proof::prelude::*;
use std::time::Duration;
use tokio::time::sleep;

proof::main!(
    requests_go_on_while_a_page_is_printed,
    the_first_four_requests_begin_at_once,
    pages_are_printed_in_the_order_of_the_ids,
    a_page_is_printed_as_soon_as_it_is_there,
    never_more_than_four_are_under_way,
    requests_do_not_run_far_ahead,
    each_call_has_its_own_requests,
    one_page_is_printed_at_a_time,
    a_page_may_take_long,
);

/// A shop whose page `n` takes `latencies[n]`, and its ids.
fn shop(latencies: &[u64]) -> (FakeApi, Vec<u32>) {
    let mut api = FakeApi::empty();
    let mut ids = Vec::new();
    for (id, latency) in (0..).zip(latencies) {
        api = api.with_page(id, &format!("page {id}"), ms(*latency));
        ids.push(id);
    }
    (api, ids)
}

/// Each page takes so long to print.
async fn print_all(api: &FakeApi, ids: Vec<u32>, each: Duration) -> Work {
    let printer = Work::new();
    let work = printer.clone();
    exercise::print_all(api, ids, async move |page: String| {
        let call = work.begin(&format!("print {page}"));
        sleep(each).await;
        call.finish();
    })
    .await;
    printer
}

/// When these things began, in ms.
fn begins(journal: &Journal) -> Vec<u128> {
    let calls = journal.calls().into_iter();
    calls.map(|call| call.start.as_millis()).collect()
}

/// Each request ended when its answer was there.
fn none_was_kept_waiting(journal: &Journal, latencies: &[u64]) {
    for call in journal.calls() {
        let id = call.item.trim_start_matches("page ").parse::<usize>();
        let want = id
            .ok()
            .and_then(|id| latencies.get(id))
            .copied()
            .unwrap_or_default();
        let took = call.end.unwrap_or_default().saturating_sub(call.start);
        holds(
            took == ms(want),
            Kind::Late,
            &format!(
                "the request `{}` took {} ms, and its answer was there after {want} ms",
                call.item,
                took.as_millis()
            ),
            "nobody polled the request while something else was awaited, so the answer was not taken",
        );
        journal.finished(&call.item);
    }
}

fn requests_go_on_while_a_page_is_printed() {
    never_blocks("No thread is blocked.");
    promise(
        "A request goes on while something is printed, however long that takes, and ends as soon as its answer is there.",
    );
    look_at("who polls the requests while `print` is awaited?");
    for (latencies, each) in [
        ([10, 20, 30, 40, 10, 10].as_slice(), 1_000),
        (&[10; 20], 1_000),
        (&[10, 500, 700, 900, 300, 1_100, 10, 2_000, 10], 400),
        (&[100, 350, 70, 10, 90, 110, 130, 20, 40, 60, 80, 10], 15),
        (&[10, 120_000, 240_000, 5, 5], 300_000),
    ] {
        virtual_time(async |_| {
            let (api, ids) = shop(latencies);
            print_all(&api, ids, ms(each)).await;
            none_was_kept_waiting(&api.journal(), latencies);
        });
    }
}

fn a_page_is_printed_as_soon_as_it_is_there() {
    never_blocks("No thread is blocked.");
    promise("as soon as it is there and all before it are printed");
    virtual_time(async |_| {
        let (api, ids) = shop(&[10, 400, 20, 900]);
        let printer = print_all(&api, ids, ms(100)).await;
        let (got, want) = (begins(&printer), [10, 400, 500, 900]);
        holds(
            got == want,
            Kind::Late,
            &format!("the pages were printed at {got:?} ms, expected {want:?}"),
            "a page waited for something else than its request and the printer",
        );
    });
    virtual_time(async |clock| {
        let (api, ids) = shop(&[10; 20]);
        print_all(&api, ids, ms(1_000)).await;
        clock.ends_at(ms(20_010), "the first page, and the printing of all");
    });
}

fn the_first_four_requests_begin_at_once() {
    promise("The first four requests begin at once");
    for count in [1, 2, 3, 4, 5, 23] {
        virtual_time(async |_| {
            let (api, ids) = shop(&vec![50; count]);
            let wanted = expected("the number of requests that began at once", count.min(4));
            print_all(&api, ids, ms(100)).await;
            api.journal().peak_is(count.min(4));
            let begins = begins(&api.journal());
            wanted.is(begins.iter().filter(|begin| **begin == 0).count());
        });
    }
}

fn never_more_than_four_are_under_way() {
    promise("never are more than four under way");
    virtual_time(async |_| {
        for each in [1, 40] {
            let (api, ids) = shop(&[60; 17]);
            print_all(&api, ids, ms(each)).await;
            api.journal().peak_at_most(4);
        }
        let (api, ids) = shop(&[500, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
        print_all(&api, ids, ms(1)).await;
        api.journal().peak_at_most(4);
    });
}

fn requests_do_not_run_far_ahead() {
    promise("never more than eight pages have been requested whose printing has not begun");
    for (latencies, each) in [
        (vec![10; 30], 1_000),
        (vec![0; 60], 20),
        ([vec![5_000], vec![1; 30]].concat(), 10),
    ] {
        virtual_time(async |_| {
            let (api, ids) = shop(&latencies);
            let printer = print_all(&api, ids, ms(each)).await;
            let (requests, printed) = (begins(&api.journal()), begins(&printer));
            for now in &requests {
                let so_far = |begins: &[u128]| begins.iter().filter(|begin| *begin <= now).count();
                let ahead = so_far(&requests).saturating_sub(so_far(&printed));
                holds(
                    ahead <= 8,
                    Kind::TooConcurrent,
                    &format!(
                        "after {now} ms, {ahead} pages had been requested whose printing had not begun, the limit is 8"
                    ),
                    "requests do not wait for the printer, and all that they bring is kept in memory",
                );
            }
        });
    }
}

fn each_call_has_its_own_requests() {
    promise("each call counts its own");
    virtual_time(async |clock| {
        let (api, ids) = shop(&[50; 8]);
        let calls = (0..3).map(|_| print_all(&api, ids.clone(), ms(10)));
        futures::future::join_all(calls).await;
        api.journal().peak_is(12);
        clock.restart();
        let (slow, slow_ids) = shop(&[5_000; 4]);
        let (fast, fast_ids) = shop(&[50; 4]);
        let fast = async {
            print_all(&fast, fast_ids, ms(10)).await;
            clock.elapsed_is(ms(90), "four pages, whatever another call waits for");
        };
        tokio::join!(print_all(&slow, slow_ids, ms(10)), fast);
    });
}

fn pages_are_printed_in_the_order_of_the_ids() {
    promise("`print` each text, in the same order");
    virtual_time(async |_| {
        let (api, _) = shop(&[40, 90, 10, 60, 20, 50]);
        let printer = print_all(&api, vec![3, 1, 5, 1, 0, 2, 4, 1], ms(15)).await;
        let want = ["3", "1", "5", "1", "0", "2", "4", "1"].map(|id| format!("print page {id}"));
        let printed = printer.calls().into_iter().map(|call| call.item);
        equal(
            "the list of pages that were printed",
            printed.collect::<Vec<_>>(),
            want,
        );
        promise(
            "Request the page of each of `ids` with `api.page`, once for each time that its id comes, and in this order.",
        );
        api.journal().calls_are(&[
            "page 3", "page 1", "page 5", "page 1", "page 0", "page 2", "page 4", "page 1",
        ]);
    });
    promise("No ids are nothing to print.");
    virtual_time(async |clock| {
        let (api, _) = shop(&[10]);
        let printer = print_all(&api, Vec::new(), ms(15)).await;
        equal(
            "the number of pages that were printed",
            printer.calls().len(),
            0,
        );
        equal("the number of requests", api.journal().calls().len(), 0);
        clock.ends_at(ms(0), "nothing to print");
    });
}

fn one_page_is_printed_at_a_time() {
    promise("one at a time, as soon as it is there and all before it are printed");
    virtual_time(async |_| {
        for count in [1, 3, 4, 9, 30] {
            let (api, ids) = shop(&vec![10; count]);
            let printer = print_all(&api, ids, ms(30)).await;
            printer.peak_at_most(1);
            equal(
                "the number of pages that were printed",
                printer.calls().len(),
                count,
            );
            printer.all_ended();
        }
    });
}

fn a_page_may_take_long() {
    never_blocks("No thread is blocked.");
    promise("A request goes on while something is printed, however long that takes");
    virtual_time(async |clock| {
        let (api, ids) = shop(&[600_000, 10, 10, 10, 10]);
        print_all(&api, ids, ms(300_000)).await;
        clock.ends_at(ms(2_100_000), "the first page, and the printing of all");
        clock.moves_at_most(100, "five pages that are requested and printed");
    });
}
