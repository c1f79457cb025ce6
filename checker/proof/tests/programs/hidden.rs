//! A hidden test with one test for each way to end.

use lab::{FakeApi, ms};
use proof::prelude::*;
use std::time::Duration;
use std::{panic, thread};
use tokio::sync::mpsc;

fn main() {
    proof::run(&[
        ("passes", passes),
        ("is_refused", is_refused),
        ("names_a_promise", names_a_promise),
        ("panics_in_a_thread", panics_in_a_thread),
        ("panics_as_announced", panics_as_announced),
        ("quotes_an_announced_panic", quotes_an_announced_panic),
        ("passes_a_panic_on", passes_a_panic_on),
        ("swallows_its_refusal", swallows_its_refusal),
        ("replaces_the_hook", replaces_the_hook),
        ("hides_a_panic", hides_a_panic),
        ("adds_to_the_hook", adds_to_the_hook),
        ("floods", floods),
        ("breaks_a_promise", breaks_a_promise),
        ("meters_without_a_meter", meters_without_a_meter),
        ("notes_its_seed", notes_its_seed),
        ("exits_early", exits_early),
        ("waits_for_itself", waits_for_itself),
        ("blocks_the_runtime", blocks_the_runtime),
        ("sleeps_between_two_waits", sleeps_between_two_waits),
        ("is_stopped_while_it_polls", is_stopped_while_it_polls),
        ("spins", spins),
        ("starts_two_threads", starts_two_threads),
        ("starts_a_helper_too", starts_a_helper_too),
        ("spawns_two_tasks", spawns_two_tasks),
        ("spawns_a_helper_too", spawns_a_helper_too),
        ("waits_for_a_thread", waits_for_a_thread),
        ("never_returns", never_returns),
        ("never_ends", never_ends),
        ("waits_after_its_refusal", waits_after_its_refusal),
        ("reads_its_input", reads_its_input),
    ]);
}

fn shop() -> FakeApi {
    FakeApi::empty()
        .with_user(7, "Ada", ms(50))
        .with_orders(7, &["tea"], ms(30))
}

fn passes() {
    virtual_time(async |clock| {
        let api = shop();
        tokio::join!(api.user(7), api.orders(7));
        api.journal().peak_is(2);
        clock.elapsed_is(ms(50), "the slower request alone");
    });
}

fn names_a_promise() {
    promise("It takes as long as the slower request alone.");
    is_refused();
}

fn is_refused() {
    virtual_time(async |clock| {
        let api = shop();
        api.user(7).await;
        api.orders(7).await;
        clock.elapsed_is(ms(50), "the slower request alone");
    });
}

fn panics_in_a_thread() {
    let _ = thread::spawn(|| panic!("out of tea")).join();
}

fn panics_as_announced() {
    expect_panic("out of tea");
    panics_in_a_thread();
}

fn quotes_an_announced_panic() {
    expect_panic("out of tea");
    let nothing: Result<(), _> = "out of tea"
        .parse::<u8>()
        .map(drop)
        .map_err(|_| "out of tea");
    nothing.unwrap();
}

fn passes_a_panic_on() {
    expect_panic("out of tea");
    let Err(payload) = thread::spawn(|| panic!("out of tea")).join();
    std::panic::resume_unwind(payload);
}

fn swallows_its_refusal() {
    let _ = thread::spawn(|| equal("the sum", 3, 4)).join();
}

fn replaces_the_hook() {
    panic::set_hook(Box::new(|_| {}));
    panic!("unseen");
}

fn hides_a_panic() {
    panic::set_hook(Box::new(|_| {}));
    panics_in_a_thread();
}

fn adds_to_the_hook() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| before(info)));
}

fn floods() {
    let work = Work::new();
    let named = || thread::Builder::new().name("tea".repeat(100_000));
    let poured = named().spawn({
        let work = work.clone();
        move || work.mark("pour")
    });
    assert!(poured.is_ok_and(|poured| poured.join().is_ok()));
    for _ in 0..200_000 {
        work.mark(&"tea".repeat(100));
    }
    for _ in 0..100 {
        proof::note(&"tea".repeat(100_000));
    }
    // More than are kept, and soon over: a test that is refused has not much time.
    for _ in 0..20 {
        let poured = thread::spawn(|| panic!("{}", "tea. ".repeat(1_000)));
        assert!(poured.join().is_err());
    }
}

fn breaks_a_promise() {
    sweep(async |cut| {
        let work = Work::new();
        let (first, second) = (work.takes("first", ms(10)), work.takes("second", ms(10)));
        let both = async {
            first.await;
            second.await;
        };
        cut.short(both).await;
        holds(
            work.calls().len() < 2,
            Kind::WrongResult,
            "the second began",
            "it must not",
        );
    });
}

fn meters_without_a_meter() {
    metered(|| 7);
}

fn notes_its_seed() {
    proof::note(&format!("seed {}", proof::seed()));
}

#[expect(clippy::exit, reason = "this is what a wrong answer does")]
fn exits_early() {
    std::process::exit(0);
}

fn waits_for_itself() {
    if_it_hangs("a sender is still alive");
    virtual_time(async |_| {
        let (_sender, mut receiver) = mpsc::channel::<()>(1);
        let work = Work::new();
        let _call = work.begin("the receiver");
        receiver.recv().await;
    });
}

fn blocks_the_runtime() {
    virtual_time(async |_| {
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        let _ = receiver.recv();
    });
}

fn sleeps_between_two_waits() {
    never_blocks("No thread is blocked.");
    virtual_time(async |clock| {
        tokio::time::sleep(ms(10)).await;
        thread::sleep(ms(30));
        tokio::time::sleep(ms(10)).await;
        clock.elapsed_is(ms(20), "both waits");
    });
}

/// Another process stops this one for a moment, as a shell does.
fn is_stopped_while_it_polls() {
    let mut other = std::process::Command::new("sh")
        .args([
            "-c",
            "read line; kill -STOP $PPID; sleep 0.1; kill -CONT $PPID",
        ])
        .stdin(std::process::Stdio::piped())
        .spawn()
        .expect("there is a shell");
    never_blocks("No thread is blocked.");
    virtual_time(async |_| {
        drop(other.stdin.take());
        while other.try_wait().is_ok_and(|ended| ended.is_none()) {
            std::hint::spin_loop();
        }
    });
}

fn starts(threads: usize) {
    let started = StartedThreads::baseline();
    for _ in 0..threads {
        assert!(thread::spawn(|| {}).join().is_ok());
    }
    started.are(2);
}

fn starts_two_threads() {
    starts(2);
}

fn starts_a_helper_too() {
    starts(3);
}

fn spawns(tasks: usize) {
    virtual_time(async |_| {
        let counted = Tasks::baseline();
        for _ in 0..tasks {
            assert!(tokio::spawn(async {}).await.is_ok());
        }
        counted.spawned_are(2);
        counted.back_to_baseline().await;
    });
}

fn spawns_two_tasks() {
    spawns(2);
}

fn spawns_a_helper_too() {
    spawns(3);
}

fn spins() {
    virtual_time(async |_| {
        loop {
            std::hint::spin_loop();
        }
    });
}

fn waits_for_a_thread() {
    virtual_time(async |_| {
        let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
        let blocked = tokio::task::spawn_blocking(move || {
            loop {
                thread::park_timeout(Duration::from_secs(60));
                if sender.is_closed() {
                    return;
                }
            }
        });
        let _ = receiver.await;
        let _ = blocked.await;
    });
}

fn never_returns() {
    within(ms(300), "wait", || {
        loop {
            thread::park();
        }
    })
}

fn never_ends() {
    loop {
        thread::park();
    }
}

fn waits_after_its_refusal() {
    // Refuses it, and returns.
    polls_by_itself(drop);
    never_ends();
}

fn reads_its_input() {
    let mut input = String::new();
    let count = std::io::stdin().read_line(&mut input);
    equal("the input", count.ok(), Some(0));
}
