//! `Barrier` lets all of a round go on, once all of them are there.

// no promise: "In each round the same ones come." The tests keep to it.
// no promise: "A barrier for so many threads." The tests say how many.
// no promise: "Nobody passes 0." The tests keep to it.
// no promise: "They may go on in any order, and wait for each other to do so." It allows, and asks for nothing.

use exercise::Barrier;
use lab::ms;
use proof::Background;
use proof::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

proof::main!(
    one_alone_never_waits,
    nobody_goes_on_before_all_are_there,
    two_meet_in_one_round_after_the_other,
    three_meet_in_one_round_after_the_other,
    four_meet_and_are_all_woken,
    there_may_be_very_many_rounds,
    two_barriers_have_nothing_to_do_with_each_other,
    who_waits_sleeps_for_however_long,
);

/// A barrier, and how many came to it.
struct World {
    barrier: Barrier,
    threads: usize,
    came: AtomicUsize,
}

impl World {
    fn of(threads: usize) -> Self {
        Self {
            barrier: Barrier::new(threads),
            threads,
            came: AtomicUsize::new(0),
        }
    }

    /// Wait in this round, the first of which is 0.
    fn wait(&self, round: usize) -> bool {
        self.came.fetch_add(1, SeqCst);
        let leads = self.barrier.wait();
        let all = self.came.load(SeqCst) >= self.threads * (round + 1);
        let seen = format!(
            "a thread went on before all {} of its round were there",
            self.threads
        );
        let meaning = "what it woke up for, if it slept, was not the end of its own round";
        // Here, and not when all are done: perhaps they never are because of that.
        holds(all, Kind::TooEarly, &seen, meaning);
        leads
    }
}

/// One was told so in each round.
fn one_led(got: &[Vec<bool>]) {
    let rounds = got.first().map_or(0, Vec::len);
    let leaders = (0..rounds).map(|round| got.iter().filter(|leads| leads[round]).count());
    let leaders: Vec<_> = leaders.collect();
    let what = "the number of threads that got `true`, in each round";
    equal(what, leaders, vec![1; rounds]);
}

fn in_whatever_order(threads: usize, rounds: usize) {
    promise_against(
        Kind::WrongResult,
        "In each round this is `true` for one of them, whichever that is, and `false` for all others.",
    );
    promise_against(Kind::TooEarly, "and then go on: nobody sooner");
    Interleavings::of(threads).who_waits_sleeps().each(
        || World::of(threads),
        |world, _| (0..rounds).map(|round| world.wait(round)).collect(),
        |_, got: Vec<Vec<bool>>| one_led(&got),
    );
}

fn one_alone_never_waits() {
    promise("In each round this is `true` for one of them");
    if_it_hangs("the barrier is for one thread, which waits for another one");
    within(ms(2_500), "wait", || {
        let barrier = Barrier::new(1);
        equal(
            "what `wait` returned",
            [(); 4].map(|()| barrier.wait()),
            [true; 4],
        );
    });
}

fn two_meet_in_one_round_after_the_other() {
    promise(
        "A thread may come for the next round while others of the last one have not gone on yet. It counts for the next one alone.",
    );
    look_at(
        "what does a thread look at when it wakes up, and who may have changed that meanwhile?",
    );
    if_it_hangs(OVERTAKEN);
    in_whatever_order(2, 3);
}

const OVERTAKEN: &str = "a thread sleeps on in a round that is over: it was not woken, or what it looked at was that of the next round";

fn three_meet_in_one_round_after_the_other() {
    promise(
        "A thread may come for the next round while others of the last one have not gone on yet. It counts for the next one alone.",
    );
    look_at(
        "what does a thread look at when it wakes up, and who may have changed that meanwhile?",
    );
    if_it_hangs(OVERTAKEN);
    in_whatever_order(3, 2);
}

fn four_meet_and_are_all_woken() {
    promise(
        "Wait until all threads of the barrier have called this, and then go on: nobody sooner, and nobody stays behind.",
    );
    look_at("how many threads sleep when the last one comes, and which of them are woken?");
    if_it_hangs("all are there, and a thread sleeps on that was not woken");
    in_whatever_order(4, 1);
}

/// A thread that waits in this round.
fn waits(world: &Arc<World>, round: usize) -> Background<bool> {
    let world = world.clone();
    let waits = background("wait", move || world.wait(round));
    // Until it sleeps, or is done.
    waits.watch().settles();
    waits
}

fn nobody_goes_on_before_all_are_there() {
    promise(
        "Wait until all threads of the barrier have called this, and then go on: nobody sooner, and nobody stays behind.",
    );
    look_at("how many have come when a thread goes on, and what is compared with that?");
    if_it_hangs("all are there, and a thread waits for one more, or was not woken");
    for threads in [2, 3, 6] {
        let world = Arc::new(World::of(threads));
        for round in 0..2 {
            let mut here: Vec<_> = (1..threads).map(|_| waits(&world, round)).collect();
            for one in &here {
                one.is_under_way("one is still missing");
            }
            here.push(waits(&world, round));
            let led: Vec<_> = here.into_iter().map(|one| vec![one.result()]).collect();
            one_led(&led);
        }
    }
}

fn there_may_be_very_many_rounds() {
    const MANY: usize = 70_000;
    const SOME: usize = 300;
    promise("as often as they like");
    if_it_hangs("after many rounds a thread waits for what has been already");
    let alone = Barrier::new(1);
    within(ms(4_000), "wait", || {
        let led = (0..MANY).filter(|_| alone.wait()).count();
        equal("the number of rounds in which `true` came", led, MANY);
    });
    let world = Arc::new(World::of(2));
    let both = [(); 2].map(|()| {
        let world = world.clone();
        background("wait", move || {
            (0..SOME).map(|round| world.wait(round)).collect()
        })
    });
    let led = both.map(|one| one.result_within(ms(8_000)));
    one_led(&led);
}

fn two_barriers_have_nothing_to_do_with_each_other() {
    promise("A place where some threads wait for each other");
    look_at("what belongs to one barrier, and what is shared by all of them?");
    if_it_hangs("a thread waits at one barrier for what happens at another one");
    let (one, other) = (Arc::new(World::of(2)), Arc::new(World::of(2)));
    let first = waits(&one, 0);
    let led = [waits(&other, 0), waits(&other, 0)].map(|one| vec![one.result()]);
    one_led(&led);
    first.is_under_way("the other one of its barrier is still missing");
    let led = [waits(&one, 0), first].map(|one| vec![one.result()]);
    one_led(&led);
    // The same threads, at one barrier more often than at the other.
    let (one, other) = (Arc::new(World::of(2)), Arc::new(World::of(2)));
    let led = [(); 2].map(|()| {
        let (one, other) = (one.clone(), other.clone());
        background("wait", move || {
            let rounds = (0..5).map(|round| {
                (
                    one.wait(2 * round),
                    other.wait(round),
                    one.wait(2 * round + 1),
                )
            });
            rounds.collect::<Vec<_>>()
        })
    });
    let led = led.map(|one| one.result_within(ms(4_000)));
    let at_one = led
        .iter()
        .map(|led| led.iter().flat_map(|led| [led.0, led.2]).collect());
    one_led(&at_one.collect::<Vec<_>>());
    let at_other = led.iter().map(|led| led.iter().map(|led| led.1).collect());
    one_led(&at_other.collect::<Vec<_>>());
}

fn who_waits_sleeps_for_however_long() {
    promise(
        "Who has to wait sleeps, however long that takes, and no other thread looks at times in its place.",
    );
    look_at("what does a thread do while not all are there, and for how long?");
    let world = Arc::new(World::of(2));
    for round in 0..2 {
        let one = waits(&world, round);
        one.is_under_way("one is still missing");
        one.watch().falls_asleep("wait");
        if round == 1 {
            one.stays_asleep("one is still missing");
        }
        let led = [waits(&world, round), one].map(|one| vec![one.result()]);
        one_led(&led);
    }
}
