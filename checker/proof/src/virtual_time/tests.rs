use super::*;
use crate::Work;
use crate::refusal::{accepts, refuses};
use lab::ms;
use std::thread;
use tokio::time::sleep;

async fn together(_: &VirtualClock) {
    tokio::join!(sleep(ms(50)), sleep(ms(30)));
}

#[test]
fn overlapping_sleeps_take_as_long_as_the_longest() {
    accepts(|| {
        virtual_time(async |clock| {
            together(clock).await;
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
}

#[test]
fn one_after_another_is_refused_and_told_from_a_late_end() {
    let words = "it took 80 ms, expected 50 ms";
    refuses(Kind::NotConcurrent, words, || {
        virtual_time(async |clock| {
            let work = Work::new();
            work.takes("a", ms(50)).await;
            work.takes("b", ms(30)).await;
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
    refuses(Kind::Late, words, || {
        virtual_time(async |clock| {
            let work = Work::new();
            tokio::join!(work.takes("a", ms(50)), work.takes("b", ms(30)));
            sleep(ms(30)).await;
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
}

#[test]
fn a_thread_that_sleeps_moves_no_virtual_time() {
    refuses(
        Kind::BlocksRuntime,
        "moved by 0 ms instead of 50 ms",
        || {
            virtual_time(async |clock| {
                thread::sleep(ms(50));
                clock.elapsed_is(ms(50), "the longer one");
            });
        },
    );
}

#[test]
fn work_that_is_not_awaited_is_refused() {
    refuses(Kind::TooEarly, "it took 0 ms instead of 500 ms", || {
        virtual_time(async |clock| {
            drop(sleep(ms(500)));
            clock.elapsed_is(ms(500), "the sleep");
        });
    });
}

#[test]
fn waiting_for_what_nobody_sends_hangs() {
    refuses(Kind::Hangs, "every task waits", || {
        virtual_time(async |_| std::future::pending().await);
    });
}

#[test]
fn waiting_for_the_time_of_another_clock_is_called_by_its_name() {
    refuses(Kind::Hangs, "the clock of the runtime has moved on", || {
        virtual_time(async |_| {
            let begun = std::time::Instant::now();
            while begun.elapsed() < HOUR {
                sleep(ms(3_000)).await;
            }
        });
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_thread_that_waits_by_itself_is_called_by_its_name() {
    refuses(Kind::Hangs, "it waits for another thread", || {
        virtual_time(async |clock| {
            let (tell, told) = tokio::sync::oneshot::channel();
            thread::spawn(move || {
                thread::sleep(ms(60));
                tell.send(7)
            });
            assert_eq!(told.await, Ok(7));
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
    refuses(Kind::WrongThread, "waited for another thread for", || {
        virtual_time(async |clock| {
            let waits = tokio::task::spawn_blocking(|| thread::sleep(ms(60)));
            assert!(waits.await.is_ok());
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
}

#[test]
fn going_on_after_everything_is_decided_is_refused() {
    let waits = |time| {
        virtual_time(async move |clock| {
            sleep(ms(time)).await;
            clock.ends_at(ms(30), "the first check that fails");
        });
    };
    accepts(|| waits(30));
    let late = "it took 31 ms, expected 30 ms: the first check that fails";
    refuses(Kind::Late, late, || waits(31));
    refuses(Kind::TooEarly, "it took 29 ms instead of 30 ms", || {
        waits(29)
    });
}

#[test]
fn the_clock_counts_from_where_it_is_restarted() {
    let restarts = |want| {
        virtual_time(async move |clock| {
            sleep(ms(100)).await;
            clock.restart();
            assert_eq!(clock.elapsed(), ms(0));
            sleep(ms(7)).await;
            clock.elapsed_is(ms(want), "the second sleep");
        });
    };
    accepts(|| restarts(7));
    refuses(Kind::Late, "it took 7 ms, expected 6 ms", || restarts(6));
}

#[test]
fn a_thread_that_was_held_before_the_restart_is_not_held_now() {
    refuses(Kind::TooEarly, "it took 0 ms instead of 50 ms", || {
        virtual_time(async |clock| {
            thread::sleep(ms(60));
            clock.restart();
            clock.elapsed_is(ms(50), "the longer one");
        });
    });
}

#[test]
fn who_looks_at_times_is_refused_and_who_is_woken_is_not() {
    let looks = |every: Option<u64>| {
        virtual_time(async move |clock| {
            let task = tokio::spawn(sleep(ms(100)));
            while let Some(every) = every.filter(|_| !task.is_finished()) {
                sleep(ms(every)).await;
            }
            assert!(task.await.is_ok());
            clock.moves_at_most(5, "one sleep");
        });
    };
    accepts(|| looks(None));
    refuses(Kind::BusyWaits, "the clock of the runtime moved", || {
        looks(Some(10))
    });
}

#[test]
fn half_milliseconds_are_shown() {
    refuses(Kind::Late, "expected 1.5 ms", || {
        virtual_time(async |clock| {
            sleep(ms(2)).await;
            clock.ends_at(std::time::Duration::from_micros(1_500), "the sleep");
        });
    });
}

/// A runtime whose time costs nothing.
fn another_runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap()
}

#[test]
fn time_that_passes_in_another_runtime_is_refused() {
    refuses(Kind::Forbidden, "in another runtime", || {
        virtual_time(async |clock| {
            let api = lab::FakeApi::new();
            let elsewhere = thread::spawn(move || {
                another_runtime().block_on(async move {
                    api.user(1).await;
                    api.orders(1).await;
                });
            });
            assert!(elsewhere.join().is_ok());
            sleep(ms(50)).await;
            clock.elapsed_is(ms(50), "the user alone");
        });
    });
}

#[test]
fn the_clock_is_that_of_the_test_wherever_it_is_read() {
    accepts(|| {
        virtual_time(async |clock| {
            sleep(ms(50)).await;
            let other = another_runtime();
            thread::scope(|scope| {
                scope.spawn(|| other.block_on(async { sleep(ms(700)).await }));
            });
            let inside = other.enter();
            clock.elapsed_is(ms(50), "the sleep");
            clock.restart();
            clock.elapsed_is(ms(0), "nothing");
            drop(inside);
            clock.elapsed_is(ms(0), "nothing");
            other.shutdown_background();
        });
    });
}
