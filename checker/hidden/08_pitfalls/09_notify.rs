//! `Gate` lets everybody through, at whatever moment it is opened.
// no promise: "A gate, and those who wait for it." It says what the type is for.
// no promise: "Once it is, it stays open." It says what the function is given.
// no promise: "(It does not call it for a gate that was open before this one was made.)" It says what comes.
// no promise: "The lock of the gate calls this when the gate has just been opened, on any thread, and perhaps once more later." It says what comes.

use exercise::Gate;
use futures::FutureExt;
use futures::future::BoxFuture;
use lab::ms;
use proof::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use tokio::time::{sleep, timeout};

proof::main!(
    a_gate_that_is_opened_while_somebody_is_greeted_lets_through,
    a_gate_that_is_opened_right_after_a_look_lets_through,
    everybody_who_waits_is_let_through,
    an_open_gate_lets_through_at_once,
    a_gate_is_waited_for_however_long,
    a_gate_that_is_opened_during_a_poll_is_noticed,
    a_closed_gate_lets_nobody_through,
    only_the_task_that_waits_is_woken,
    who_is_dropped_changes_nothing_for_the_others,
    any_number_may_be_dropped,
    each_gate_is_opened_by_itself,
);

/// A gate with its lock, which the test has.
#[derive(Default)]
struct Door {
    open: AtomicBool,
    /// How often somebody looked.
    looks: AtomicUsize,
    /// It was opened right after a look.
    opened_then: AtomicBool,
    gate: OnceLock<Weak<Gate>>,
}

impl Door {
    /// Who looks for the time of this number, counted from zero, sees it closed: and before
    /// anything else happens, it is opened.
    fn opened_at_look(number: usize) -> (Arc<Gate>, Arc<Self>) {
        let door = Arc::new(Self::default());
        let sensor = door.clone();
        let gate = Arc::new(Gate::new(Box::new(move || {
            let look = sensor.looks.fetch_add(1, Ordering::SeqCst);
            let open = sensor.open.load(Ordering::SeqCst);
            if look == number && !open {
                sensor.opened_then.store(true, Ordering::SeqCst);
                sensor.opens();
            }
            open
        })));
        // Nobody else sets it.
        let _ = door.gate.set(Arc::downgrade(&gate));
        (gate, door)
    }

    fn closed() -> (Arc<Gate>, Arc<Self>) {
        Self::opened_at_look(usize::MAX)
    }

    fn opens(&self) {
        self.open.store(true, Ordering::SeqCst);
        if let Some(gate) = self.gate.get().and_then(Weak::upgrade) {
            gate.was_opened();
        }
    }
}

/// A customer, who is greeted for so long and then waits.
async fn comes(gate: &Gate, work: &Work, greeting: u64) {
    let greet = async {
        let call = work.begin("greet");
        sleep(ms(greeting)).await;
        call.finish();
    };
    waits(gate, greet.boxed()).await;
}

/// The only call, so that what is handed in has one type in all tests.
async fn waits(gate: &Gate, greet: BoxFuture<'_, ()>) {
    gate.wait_until_open(async move || greet.await).await;
}

fn no_greeting() -> BoxFuture<'static, ()> {
    async {}.boxed()
}

/// The gate is opened after so many ms.
fn opens_after(door: &Arc<Door>, work: &Work, time: u64) {
    let (door, work) = (door.clone(), work.clone());
    drop(tokio::spawn(async move {
        sleep(ms(time)).await;
        work.mark("open");
        door.opens();
    }));
}

fn greetings(work: &Work) -> usize {
    let calls = work.calls().into_iter();
    calls.filter(|call| call.item == "greet").count()
}

fn a_gate_that_is_opened_while_somebody_is_greeted_lets_through() {
    never_blocks("No thread is blocked.");
    promise("the gate may be opened at any moment, also during `greet`");
    if_it_hangs("the gate was opened while nobody listened, and nobody says it again");
    look_at("between which two lines was the gate opened, and who listened then?");
    for open in [10, 1, 19] {
        virtual_time(async |clock| {
            let ((gate, door), work) = (Door::closed(), Work::new());
            opens_after(&door, &work, open);
            let call = work.begin("customer");
            comes(&gate, &work, 20).await;
            call.finish();
            promise("Otherwise call `greet` at once, and let it end");
            equal("the number of greetings", greetings(&work), 1);
            work.finished("greet");
            clock.ends_at(
                ms(20),
                "the end of the greeting, after which the gate is open",
            );
        });
    }
}

/// Between any two of its looks, and after the last one.
fn a_gate_that_is_opened_right_after_a_look_lets_through() {
    promise("the gate may be opened at any moment");
    look_at("after which line was the gate opened, and in which line does it begin to listen?");
    for look in 0..4 {
        virtual_time(async |clock| {
            let ((gate, door), work) = (Door::opened_at_look(look), Work::new());
            // If nobody looks so often, or in case that nobody has heard.
            opens_after(&door, &work, 500);
            comes(&gate, &work, 20).await;
            if door.opened_then.load(Ordering::SeqCst) {
                clock.ends_at(
                    ms(20),
                    "the gate was opened right after a look, so it is open after the greeting",
                );
            }
        });
    }
}

fn everybody_who_waits_is_let_through() {
    promise("any number may wait");
    if_it_hangs("the gate is open, and somebody still waits for it");
    // Some wait when it is opened, and some are being greeted.
    for (count, greeting, end) in [
        (1, 0, 50),
        (2, 10, 50),
        (70, 10, 50),
        (3, 40, 80),
        (400, 40, 80),
    ] {
        virtual_time(async |clock| {
            let ((gate, door), work) = (Door::closed(), Work::new());
            opens_after(&door, &work, 50);
            let through = Arc::new(AtomicU64::new(0));
            let customers = (0..count).map(|n| {
                let (gate, through) = (gate.clone(), through.clone());
                tokio::spawn(async move {
                    waits(&gate, sleep(ms(n % 3 * greeting)).boxed()).await;
                    through.fetch_add(1, Ordering::SeqCst);
                })
            });
            for customer in customers.collect::<Vec<_>>() {
                // A panic is a finding by itself.
                let _ = customer.await;
            }
            promise("return as soon as the gate is open: at the very moment of `was_opened`");
            clock.ends_at(ms(end), "the gate is open, and everybody was greeted");
            promise("Tasks on any threads can share it.");
            equal(
                "the number of customers that were let through",
                through.load(Ordering::SeqCst),
                count,
            );
        });
    }
}

fn an_open_gate_lets_through_at_once() {
    promise("If the gate is open, return at once.");
    if_it_hangs("the gate is open, and somebody waits for it");
    virtual_time(async |clock| {
        let ((gate, door), work) = (Door::closed(), Work::new());
        // Before anybody could be told.
        door.open.store(true, Ordering::SeqCst);
        for _ in 0..3 {
            comes(&gate, &work, 20).await;
            clock.ends_at(ms(0), "the gate was open");
        }
        door.opens();
        door.opens();
        for _ in 0..3 {
            comes(&gate, &work, 20).await;
        }
        clock.ends_at(ms(0), "the gate was open");
        equal("the number of greetings", greetings(&work), 0);
    });
    promise("A gate of which `is_open` tells whether it is open.");
    virtual_time(async |clock| {
        let ((gate, door), work) = (Door::closed(), Work::new());
        opens_after(&door, &work, 50);
        comes(&gate, &work, 0).await;
        for _ in 0..3 {
            comes(&gate, &work, 20).await;
        }
        clock.ends_at(ms(50), "the gate is open");
        equal("the number of greetings", greetings(&work), 1);
    });
}

fn a_gate_that_is_opened_during_a_poll_is_noticed() {
    promise("the gate may be opened at any moment, also during `greet` or while this is polled");
    PollScript::notices(|| {
        let (gate, door) = Door::closed();
        let wait = async move { waits(&gate, no_greeting()).await };
        (Box::pin(wait), move || door.opens())
    });
}

fn a_closed_gate_lets_nobody_through() {
    never_blocks("No thread is blocked.");
    promise("return as soon as the gate is open");
    virtual_time(async |_| {
        let (gate, door) = Door::closed();
        let mut wait = PollScript::of(waits(&gate, no_greeting()));
        let mut other = PollScript::of(waits(&gate, no_greeting()));
        for _ in 0..3 {
            wait.is_pending();
            other.is_pending();
            let mut third = PollScript::of(waits(&gate, no_greeting()));
            third.is_pending();
            drop(third);
            promise("Nobody is woken before the gate is open");
            wait.is_not_woken();
            other.is_not_woken();
        }
        door.opens();
        promise(
            "Who is dropped while it waits, or is woken and not polled yet, changes nothing for the others.",
        );
        wait.is_woken();
        other.is_woken();
        wait.is_ready();
        other.is_ready();
    });
}

fn only_the_task_that_waits_is_woken() {
    promise("Nobody misses it: any number may wait");
    virtual_time(async |_| {
        let (gate, door) = Door::closed();
        let mut wait = PollScript::of(waits(&gate, no_greeting()));
        wait.is_pending();
        let mut wait = wait.moved_to_another_task();
        wait.is_pending();
        door.opens();
        wait.only_the_last_task_is_woken();
        wait.is_ready();
    });
}

fn who_is_dropped_changes_nothing_for_the_others() {
    promise(
        "Who is dropped while it waits, or is woken and not polled yet, changes nothing for the others.",
    );
    if_it_hangs("the gate is open, and somebody still waits for it");
    sweep(async |cut| {
        let ((gate, door), work) = (Door::closed(), Work::new());
        opens_after(&door, &work, 50);
        let others = (0..2).map(|_| comes(&gate, &work, 10));
        let others = futures::future::join_all(others);
        tokio::join!(cut.short(comes(&gate, &work, 10)), others);
        let late = timeout(ms(1), comes(&gate, &work, 10)).await;
        equal("whether who comes last is let through", late.is_ok(), true);
    });
}

fn any_number_may_be_dropped() {
    never_blocks("No thread is blocked.");
    promise(
        "Who is dropped while it waits, or is woken and not polled yet, changes nothing for the others.",
    );
    if_it_hangs("the gate is open, and somebody still waits for it");
    virtual_time(async |clock| {
        let ((gate, door), work) = (Door::closed(), Work::new());
        opens_after(&door, &work, 50);
        let customers = (0..60).map(|n| {
            let (gate, work) = (&gate, &work);
            async move {
                match n % 3 {
                    0 => comes(gate, work, 10).await,
                    // Some are dropped long before, and some with the gate.
                    1 => drop(timeout(ms(20), comes(gate, work, 5)).await),
                    _ => drop(timeout(ms(50), comes(gate, work, 0)).await),
                }
            }
        });
        futures::future::join_all(customers).await;
        clock.ends_at(ms(50), "the gate is open");
    });
}

fn a_gate_is_waited_for_however_long() {
    never_blocks("No thread is blocked.");
    promise("however long that takes");
    virtual_time(async |clock| {
        let ((gate, door), work) = (Door::closed(), Work::new());
        opens_after(&door, &work, 1_800_000);
        comes(&gate, &work, 20).await;
        clock.ends_at(ms(1_800_000), "the gate is open");
        promise("Nobody is woken before the gate is open, or looks at times whether it is.");
        clock.moves_at_most(15, "the greeting and the gate");
        equal("the number of greetings", greetings(&work), 1);
    });
    // Longer than the patience of a test in virtual time.
    promise("however long that takes");
    real_time(async || {
        tokio::time::pause();
        let ((gate, door), work) = (Door::closed(), Work::new());
        opens_after(&door, &work, 180_000_000);
        comes(&gate, &work, 20).await;
        let open = door.open.load(Ordering::SeqCst);
        holds(
            open,
            Kind::TooEarly,
            "a customer was let through before the gate was open",
            "waiting was given up",
        );
    });
}

fn each_gate_is_opened_by_itself() {
    promise("return as soon as the gate is open");
    virtual_time(async |clock| {
        let ((gate, door), (other, other_door)) = (Door::closed(), Door::closed());
        let work = Work::new();
        opens_after(&door, &work, 50);
        opens_after(&other_door, &work, 30);
        let waits = async {
            comes(&gate, &work, 10).await;
            clock.ends_at(ms(50), "its own gate is open");
        };
        tokio::join!(waits, comes(&other, &work, 10));
        clock.ends_at(ms(50), "the later one of two gates is open");
    });
}
