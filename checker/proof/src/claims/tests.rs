use super::*;
use crate::Work;
use crate::refusal::{accepts, refuses};
use crate::virtual_time;
use lab::ms;
use std::thread;

#[test]
fn the_peak_is_bounded_on_both_sides() {
    let work = Work::new();
    let (a, b) = (work.begin("a"), work.begin("b"));
    a.finish();
    b.finish();
    accepts(|| work.peak_is(2));
    refuses(Kind::NotConcurrent, "only 2 of 3 calls were", || {
        work.peak_is(3)
    });
    refuses(Kind::TooConcurrent, "the limit is 1", || work.peak_is(1));
    accepts(|| work.peak_at_most(3));
    refuses(Kind::TooConcurrent, "2 calls were under way", || {
        work.peak_at_most(1);
    });
}

#[test]
fn a_call_out_of_order_is_named() {
    let work = Work::new();
    work.mark("b");
    work.mark("a");
    refuses(
        Kind::WrongResult,
        "this happened: `start b`; expected `start a`",
        || {
            work.happened(&["start a", "end a", "start b", "end b"]);
        },
    );
    refuses(
        Kind::WrongResult,
        "these calls were made: b, a; expected: a, b",
        || {
            work.calls_are(&["a", "b"]);
        },
    );
    accepts(|| {
        work.happened(&["start b", "end b", "start a", "end a"]);
        work.calls_are(&["b", "a"]);
    });
}

#[test]
fn the_first_line_that_differs_is_shown_and_what_came_before() {
    let work = Work::new();
    work.mark("a");
    refuses(
        Kind::WrongResult,
        "after start a, end a happened: nothing more; expected `start b` there",
        || work.happened(&["start a", "end a", "start b", "end b"]),
    );
    refuses(
        Kind::WrongResult,
        "happened: `end a`; expected nothing more",
        || {
            work.happened(&["start a"]);
        },
    );
}

#[test]
fn another_order_is_called_after_what_overlapped_in_it() {
    let serial = Work::new();
    serial.mark("a");
    serial.mark("b");
    let overlapping = Work::new();
    let (a, b) = (overlapping.begin("a"), overlapping.begin("b"));
    a.finish();
    b.finish();
    let (lines, other_lines) = (serial.lines(), overlapping.lines());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let other_lines: Vec<&str> = other_lines.iter().map(String::as_str).collect();
    refuses(
        Kind::NotConcurrent,
        "after start a happened: `end a`",
        || {
            serial.happened(&other_lines);
        },
    );
    refuses(
        Kind::TooConcurrent,
        "after start a happened: `start b`",
        || {
            overlapping.happened(&lines);
        },
    );
}

#[test]
fn a_long_list_of_calls_is_cut() {
    let work = Work::new();
    for call in 0..100 {
        work.mark(&format!("page {call}"));
    }
    refuses(
        Kind::WrongResult,
        "page 11 and 88 more; expected: none",
        || {
            work.calls_are(&[]);
        },
    );
}

#[test]
fn a_call_that_is_under_way_has_not_ended() {
    let work = Work::new();
    let call = work.begin("slow");
    refuses(Kind::Leaks, "still under way: slow (1 in all)", || {
        work.all_ended()
    });
    call.finish();
    accepts(|| work.all_ended());
}

#[test]
fn a_call_that_is_not_written_down_any_more_still_has_to_end() {
    let work = Work::new();
    for _ in 0..100_000 {
        work.mark("page");
    }
    let call = work.begin("late");
    refuses(Kind::Leaks, "still under way: none (1 in all)", || {
        work.all_ended()
    });
    call.finish();
    accepts(|| work.all_ended());
}

#[test]
fn what_has_to_be_done_is_done_to_its_end() {
    let work = Work::new();
    let open = work.begin("open");
    drop(work.begin("dropped"));
    work.mark("done");
    accepts(|| work.finished("done"));
    refuses(Kind::TooEarly, "`open` is still under way", || {
        work.finished("open")
    });
    refuses(Kind::TooEarly, "`dropped` was dropped at", || {
        work.finished("dropped")
    });
    refuses(Kind::NotConcurrent, "`other` was never started", || {
        work.finished("other")
    });
    open.finish();
}

#[test]
fn a_call_that_panicked_did_not_finish() {
    let work = Work::new();
    let panicking = work.clone();
    let thread = thread::spawn(move || {
        let _call = panicking.begin("pour");
        std::panic::resume_unwind(Box::new("out of tea"));
    });
    assert!(thread.join().is_err());
    refuses(Kind::WrongResult, "`pour` panicked at", || {
        work.finished("pour")
    });
    accepts(|| work.happened(&["start pour", "panic pour"]));
}

#[test]
fn work_that_runs_on_is_not_dropped() {
    refuses(Kind::Leaks, "`slow` ran to its end at 100 ms", || {
        virtual_time(async |_| {
            let work = Work::new();
            work.takes("slow", ms(100)).await;
            work.dropped_at("slow", ms(20));
        });
    });
    accepts(|| {
        virtual_time(async |_| {
            let work = Work::new();
            let slow = work.takes("slow", ms(100));
            assert!(tokio::time::timeout(ms(20), slow).await.is_err());
            work.all_ended();
        });
    });
}

#[test]
fn work_is_dropped_to_the_millisecond() {
    fn dropped_after(limit: u64, claim: fn(&Work)) {
        virtual_time(async |_| {
            let work = Work::new();
            let slow = work.takes("slow", ms(100));
            assert!(tokio::time::timeout(ms(limit), slow).await.is_err());
            claim(&work);
        });
    }
    accepts(|| dropped_after(20, |work| work.dropped_at("slow", ms(20))));
    let late = "`slow` was dropped at 21 ms; nobody needed it after 20 ms";
    refuses(Kind::Late, late, || {
        dropped_after(21, |work| work.dropped_at("slow", ms(20)));
    });
    accepts(|| dropped_after(20, |work| work.cancelled("slow")));
    let done = "`slow` ran to its end at 20 ms";
    refuses(Kind::Leaks, done, || {
        virtual_time(async |_| {
            let work = Work::new();
            work.takes("slow", ms(20)).await;
            work.dropped_at("slow", ms(20));
        });
    });
}

#[test]
fn work_that_was_not_cancelled_is_refused() {
    let work = Work::new();
    work.mark("done");
    let open = work.begin("open");
    refuses(Kind::Leaks, "`done` ran to its end", || {
        work.cancelled("done")
    });
    refuses(Kind::Leaks, "`open` is still under way", || {
        work.cancelled("open")
    });
    refuses(Kind::NotConcurrent, "`other` was never started", || {
        work.cancelled("other")
    });
    drop(open);
    accepts(|| work.cancelled("open"));
}

#[test]
fn calls_that_share_a_task_are_refused() {
    let two_calls = async |spawned: bool| {
        let work = Work::new();
        let (a, b) = (work.takes("a", ms(1)), work.takes("b", ms(1)));
        if spawned {
            let _ = tokio::join!(tokio::spawn(a), tokio::spawn(b));
        } else {
            let both = async move { tokio::join!(a, b) };
            let _ = tokio::spawn(both).await;
        }
        work.each_on_its_own_task();
    };
    accepts(|| virtual_time(async |_| two_calls(true).await));
    refuses(Kind::WrongThread, "2 calls were made by 1 task", || {
        virtual_time(async |_| two_calls(false).await);
    });
    refuses(Kind::WrongThread, "1 call was made by 0 tasks", || {
        let work = Work::new();
        work.mark("a");
        work.each_on_its_own_task();
    });
}

fn marked_by_threads(n: usize) -> Work {
    let work = Work::new();
    thread::scope(|scope| {
        for _ in 0..n {
            scope.spawn(|| {
                work.mark("part");
                work.mark("part");
            });
        }
    });
    work
}

#[test]
fn a_call_on_another_thread_is_refused() {
    let here = Work::new();
    here.mark("part");
    accepts(|| here.all_on_this_thread());
    refuses(
        Kind::WrongThread,
        "`part` was called on another thread",
        || {
            marked_by_threads(1).all_on_this_thread();
        },
    );
}

#[test]
fn the_threads_are_counted_and_not_the_calls() {
    accepts(|| marked_by_threads(3).threads_are(3));
    refuses(Kind::NotConcurrent, "made by 1 thread, expected 3", || {
        marked_by_threads(1).threads_are(3);
    });
    refuses(Kind::TooConcurrent, "made by 3 threads, expected 2", || {
        marked_by_threads(3).threads_are(2);
    });
}

#[test]
fn nothing_can_be_claimed_of_calls_that_nobody_made() {
    let check = |claim: fn(&Journal)| {
        refuses(Kind::NotStarted, "no call was made at all", || {
            claim(&Work::new());
        });
    };
    check(|journal| journal.peak_at_most(2));
    check(|journal| journal.all_ended());
    check(|journal| journal.each_on_its_own_task());
    check(|journal| journal.all_on_this_thread());
}
