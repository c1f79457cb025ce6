//! `Queue` wakes whoever can go on, and nobody goes on who cannot.

// no promise: "A queue with room for a few items, for threads that share a reference to it." It says what the type is; the tests share one.
// no promise: "`make` is slow." The tests let it take its time.
// no promise: "Nobody passes 0." The tests keep to it.
// no promise: "Of several that wait for the same, any may go on first." It allows, and asks for nothing.

use exercise::Queue;
use lab::ms;
use proof::Background;
use proof::comes_true;
use proof::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

proof::main!(
    what_is_put_is_taken_in_that_order,
    there_is_room_for_so_many_and_not_for_one_more,
    who_finds_nothing_waits_for_the_next_item,
    one_puts_and_one_takes_in_whatever_order,
    two_who_wait_for_an_item_both_get_one,
    two_who_wait_for_room_both_get_it,
    whoever_can_go_on_is_woken_when_both_kinds_wait,
    so_it_is_when_the_queue_was_full,
    all_who_wait_for_an_item_hear_that_it_is_closed,
    all_who_wait_for_room_hear_that_it_is_closed,
    nothing_is_put_where_room_comes_after_the_close,
    the_last_item_is_taken_when_it_is_closed_at_once,
    a_closed_queue_takes_nothing_more,
    an_item_is_made_before_there_is_room_for_it,
    others_put_and_take_while_an_item_is_made,
    several_items_are_made_at_the_same_time,
    a_panic_while_an_item_is_made_is_nobody_elses,
    who_waits_for_an_item_sleeps_for_however_long,
    who_waits_for_room_sleeps_for_however_long,
);

type Make<'a> = Box<dyn FnOnce() -> u64 + 'a>;

/// A queue, and how many were put, and taken, of those that asked for it.
struct World {
    queue: Queue<u64>,
    capacity: usize,
    put: AtomicUsize,
    takes: AtomicUsize,
    /// There were more in it than it has room for.
    too_many: AtomicBool,
}

impl World {
    /// With so many items in it: 1, 2, ….
    fn with(items: u64, capacity: usize) -> Self {
        let world = Self {
            queue: Queue::new(capacity),
            capacity,
            put: AtomicUsize::new(0),
            takes: AtomicUsize::new(0),
            too_many: AtomicBool::new(false),
        };
        within(ms(2_500), "put", || {
            for item in 1..=items {
                equal("what `put` returned", world.puts(item), Ok(()));
            }
        });
        world
    }

    fn puts(&self, item: u64) -> Result<(), u64> {
        let put = self.makes(move || item);
        if put.is_ok() {
            let put = self.put.fetch_add(1, SeqCst) + 1;
            // Who has begun to take has perhaps taken one.
            let room = self.capacity + self.takes.load(SeqCst);
            self.too_many.fetch_or(put > room, SeqCst);
        }
        put
    }

    fn makes(&self, make: impl FnOnce() -> u64) -> Result<(), u64> {
        let make: Make<'_> = Box::new(make);
        self.queue.put(make)
    }

    /// In a queue that nobody closes. This is asked here, and not when all are done:
    /// perhaps they never are because of it.
    fn puts_for_sure(&self, item: u64) {
        let put = self.puts(item).is_ok();
        let seen = "`put` gave its item back, and the queue is open";
        let meaning = "it gave up, although there is room sooner or later";
        holds(put, Kind::TooEarly, seen, meaning);
    }

    /// The same.
    fn takes_for_sure(&self) -> Option<u64> {
        let taken = self.takes();
        let seen = "`take` returned `None`, and the queue is open";
        let meaning =
            "it gave up, or went on when it was woken, although the queue is empty, or empty again";
        holds(taken.is_some(), Kind::WrongResult, seen, meaning);
        taken
    }

    fn takes(&self) -> Option<u64> {
        self.takes.fetch_add(1, SeqCst);
        self.queue.take()
    }

    fn had_room(&self) {
        let seen = format!(
            "`put` returned before there was room: more was in the queue than the {} that it has room for",
            self.capacity
        );
        let meaning = "who is woken went on, although the queue is full, or full again";
        let too_many = self.too_many.load(SeqCst);
        holds(!too_many, Kind::TooEarly, &seen, meaning);
    }
}

/// So many items are in it at first, and it has room for so many. What comes of it when
/// each thread puts its items and then takes so many: all that was put was taken, if as
/// many take as put.
fn in_any_order(full: u64, capacity: usize, threads: &[(&[u64], usize)]) {
    Interleavings::of(threads.len()).who_waits_sleeps().each(
        || World::with(full, capacity),
        |world, who| {
            let (puts, takes) = threads[who];
            puts.iter().for_each(|item| world.puts_for_sure(*item));
            (0..takes).map(|_| world.takes_for_sure()).collect()
        },
        |world, got: Vec<Vec<_>>| {
            world.had_room();
            let mut taken: Vec<_> = got.into_iter().flatten().collect();
            let puts = threads.iter().map(|(puts, _)| puts.len()).sum::<usize>();
            let left = (full as usize + puts).saturating_sub(taken.len());
            taken.extend((0..left).map(|_| within(ms(2_500), "take", || world.takes())));
            taken.sort();
            let mut wanted: Vec<_> = threads
                .iter()
                .flat_map(|(puts, _)| *puts)
                .copied()
                .collect();
            wanted.extend(1..=full);
            wanted.sort();
            let wanted: Vec<_> = wanted.into_iter().map(Some).collect();
            equal("all that was taken", taken, wanted);
        },
    );
}

fn what_is_put_is_taken_in_that_order() {
    promise("Put what `make` makes behind all that is in the queue.");
    if_it_hangs("there is room in the queue, or an item, and still a thread waits");
    let first = number(10..1_000);
    for capacity in [1, 2, 7] {
        let world = World::with(0, capacity);
        within(ms(2_500), "put and take", || {
            for round in 0..3 {
                let items = (0..capacity as u64).map(|item| first + 10 * round + item);
                let items: Vec<_> = items.collect();
                let put: Vec<_> = items.iter().map(|item| world.puts(*item)).collect();
                equal("what `put` returned", put, vec![Ok(()); capacity]);
                promise("Take the item that is in front.");
                let taken: Vec<_> = (0..capacity).filter_map(|_| world.takes()).collect();
                equal("what was taken, in order", taken, items);
            }
        });
    }
}

fn puts(world: &Arc<World>, item: u64) -> Background<Result<(), u64>> {
    let world = world.clone();
    let puts = background("put", move || world.puts(item));
    // Until it waits, or is done.
    puts.watch().settles();
    puts
}

fn takes(world: &Arc<World>) -> Background<Option<u64>> {
    let world = world.clone();
    let takes = background("take", move || world.takes());
    takes.watch().settles();
    takes
}

fn there_is_room_for_so_many_and_not_for_one_more() {
    promise("there is room for `capacity` items");
    for capacity in [1, 3] {
        if_it_hangs("there is room in the queue, and `put` waits for more");
        let world = Arc::new(World::with(capacity, capacity as usize));
        promise("While the queue is full, this waits for room.");
        let waits = puts(&world, 90);
        waits.is_under_way("the queue is full");
        if_it_hangs("there is room again, and who waits for it does not hear of that");
        let taken = within(ms(2_500), "take", || world.takes());
        equal("what was taken", taken, Some(1));
        equal("what `put` returned", waits.result(), Ok(()));
        let another = puts(&world, 91);
        another.is_under_way("the queue is full again");
        world.queue.close();
        equal("what `put` returned", another.result(), Err(91));
    }
}

fn who_finds_nothing_waits_for_the_next_item() {
    promise("While the queue is empty, this waits for one.");
    if_it_hangs("there is an item, and who waits for it does not hear of that");
    let world = Arc::new(World::with(0, 2));
    for item in [7, 8] {
        let waits = takes(&world);
        waits.is_under_way("the queue is empty");
        let put = within(ms(2_500), "put", || world.puts(item));
        equal("what `put` returned", put, Ok(()));
        equal("what was taken", waits.result(), Some(item));
    }
}

fn one_puts_and_one_takes_in_whatever_order() {
    promise("While the queue is empty, this waits for one.");
    promise_against(
        Kind::TooEarly,
        "While the queue is full, this waits for room.",
    );
    look_at("what may have happened between a thread's look and its wait, and after it was woken?");
    if_it_hangs("a wake-up is lost: it came when nobody was asleep yet, or it never came");
    in_any_order(0, 1, &[(&[], 2), (&[1, 2], 0)]);
}

fn two_who_wait_for_an_item_both_get_one() {
    promise("While the queue is empty, this waits for one.");
    look_at("who is woken when an item comes, and what does that one find when it has the lock?");
    if_it_hangs("a wake-up is lost: there is an item, and a thread that waits for one sleeps on");
    in_any_order(0, 2, &[(&[], 1), (&[], 1), (&[1, 2], 0)]);
}

fn two_who_wait_for_room_both_get_it() {
    promise("While the queue is full, this waits for room.");
    look_at("who is woken when there is room, and what does that one find when it has the lock?");
    if_it_hangs("a wake-up is lost: there is room, and a thread that waits for it sleeps on");
    in_any_order(2, 2, &[(&[3], 0), (&[4], 0), (&[], 2)]);
}

fn whoever_can_go_on_is_woken_when_both_kinds_wait() {
    promise("While the queue is full, this waits for room.");
    look_at("one who puts and one who takes may wait at the same time: which of them is woken?");
    if_it_hangs(SELFISH);
    in_any_order(0, 1, &[(&[], 1), (&[], 1), (&[1], 0), (&[2], 0)]);
}

const SELFISH: &str = "a selfish notification: the wake-up went to a thread that cannot use it, and the one that could sleeps on";

fn so_it_is_when_the_queue_was_full() {
    promise("While the queue is empty, this waits for one.");
    look_at("one who puts and one who takes may wait at the same time: which of them is woken?");
    if_it_hangs(SELFISH);
    in_any_order(1, 1, &[(&[2], 0), (&[3], 0), (&[], 1), (&[], 1)]);
}

fn all_who_wait_for_an_item_hear_that_it_is_closed() {
    promise("If it is empty and closed, there is `None`, also if it is closed while this waits.");
    look_at("who may be asleep when the queue is closed?");
    if_it_hangs("the queue is closed, and a thread that waits for an item sleeps on");
    Interleavings::of(3).each(
        || World::with(0, 1),
        |world, who| match who {
            2 => {
                world.queue.close();
                None
            }
            _ => world.takes(),
        },
        |_, got| equal("what was taken", got, [None; 3]),
    );
}

fn all_who_wait_for_room_hear_that_it_is_closed() {
    promise("nothing is put: the item comes back in an `Err`");
    look_at("who may be asleep when the queue is closed?");
    if_it_hangs("the queue is closed, and a thread that waits for room sleeps on");
    Interleavings::of(3).each(
        || World::with(1, 1),
        |world, who| match who {
            2 => {
                world.queue.close();
                Err(9)
            }
            who => world.puts(7 + who as u64),
        },
        |_, got| equal("what `put` returned", got, [Err(7), Err(8), Err(9)]),
    );
}

fn nothing_is_put_where_room_comes_after_the_close() {
    promise("If it is closed, or is closed while this waits, nothing is put");
    look_at("who is woken may have the lock late: what may have happened to the queue by then?");
    if_it_hangs("the queue is closed, and a thread that waits for room sleeps on");
    Interleavings::of(2).each(
        || World::with(1, 1),
        |world, who| match who {
            // In whatever order: there is no room before the queue is closed.
            0 => world.puts(7).err(),
            _ => {
                world.queue.close();
                world.takes()
            }
        },
        |world, got| {
            equal(
                "what `put` gave back, and what was taken",
                got,
                [Some(7), Some(1)],
            );
            let left = within(ms(2_500), "take", || world.takes());
            equal("what was taken at last", left, None);
        },
    );
}

fn the_last_item_is_taken_when_it_is_closed_at_once() {
    promise("What is in the queue can still be taken.");
    if_it_hangs("the queue is closed, and a thread that waits for an item sleeps on");
    Interleavings::of(3).each(
        || World::with(0, 1),
        |world, who| match who {
            2 => {
                let put = world.puts(7);
                world.queue.close();
                put.err()
            }
            _ => world.takes(),
        },
        |_, mut got| {
            got.sort();
            equal("what was taken", got, [None, None, Some(7)]);
        },
    );
}

fn a_closed_queue_takes_nothing_more() {
    promise("From now on nothing is put.");
    if_it_hangs("the queue is closed, and still a thread waits");
    let (world, another, made) = (World::with(2, 3), World::with(0, 1), AtomicUsize::new(0));
    let make = || made.fetch_add(1, SeqCst) as u64;
    within(ms(2_500), "put and take", || {
        world.queue.close();
        equal("what `put` returned", world.makes(make), Err(0));
        promise("What is in the queue can still be taken.");
        let taken = [world.takes(), world.takes(), world.takes()];
        equal("what was taken", taken, [Some(1), Some(2), None]);
        promise("To close it again changes nothing.");
        world.queue.close();
        equal("what `put` returned", world.makes(make), Err(1));
        equal("what was taken", world.takes(), None);
        promise("It is called once, also if the queue is full or closed");
        equal("the number of items that were made", made.load(SeqCst), 2);
        let here = another.puts(7).is_ok() && another.takes() == Some(7);
        equal("whether another queue is open", here, true);
    });
}

/// An item that is not made before the gate opens.
fn slow(world: &Arc<World>, gate: &Arc<Mutex<()>>) -> Background<Result<(), u64>> {
    let (world, gate, begun) = (
        world.clone(),
        gate.clone(),
        Arc::new(AtomicBool::new(false)),
    );
    let begins = begun.clone();
    let slow = background("put", move || {
        world.makes(move || {
            begins.store(true, SeqCst);
            drop(gate.lock());
            70
        })
    });
    let made = comes_true(ms(2_500), || begun.load(SeqCst));
    let seen = "`put` has not called `make` after 2.5 s, and nobody else uses the queue";
    let meaning = "it waits for something before it makes the item";
    holds(made, Kind::NotStarted, seen, meaning);
    slow
}

fn an_item_is_made_before_there_is_room_for_it() {
    promise("also if the queue is full or closed, and before this waits");
    look_at("what does a thread wait for before it calls `make`?");
    let (world, gate) = (Arc::new(World::with(1, 1)), Arc::default());
    let closed = Mutex::lock(&gate);
    let slow = slow(&world, &gate);
    drop(closed);
    equal("what was taken", world.takes(), Some(1));
    equal("what `put` returned", slow.result(), Ok(()));
}

fn others_put_and_take_while_an_item_is_made() {
    promise("While it runs, others put and take.");
    look_at("what is held, or kept for later, while the item is made?");
    for (items, capacity) in [(0, 1), (2, 3)] {
        let (world, gate) = (Arc::new(World::with(items, capacity)), Arc::default());
        let closed = Mutex::lock(&gate);
        let slow = slow(&world, &gate);
        let (others, done) = (world.clone(), Arc::new(AtomicBool::new(false)));
        let is_done = done.clone();
        let other = background("put and take", move || {
            let got = (others.puts(items + 1), others.takes());
            is_done.store(true, SeqCst);
            got
        });
        let free = comes_true(ms(2_500), || done.load(SeqCst));
        let seen = "while one thread made its item, another one could not put one and take one";
        let meaning = "the lock is too coarse: it is held, or a place is kept, for work that does not need it";
        holds(free, Kind::NotConcurrent, seen, meaning);
        let first = Some(1);
        equal(
            "what the other put and took",
            other.result(),
            (Ok(()), first),
        );
        promise("If it is closed, or is closed while this waits, nothing is put");
        world.queue.close();
        drop(closed);
        equal("what `put` returned", slow.result(), Err(70));
    }
}

fn several_items_are_made_at_the_same_time() {
    promise("While it runs, others put and take.");
    look_at("what is held while an item is made?");
    let (world, all) = (Arc::new(World::with(0, 3)), Arc::new(Rendezvous::of(3)));
    let puts = [1, 2, 3].map(|item| {
        let (world, all) = (world.clone(), all.clone());
        background("put", move || {
            world.makes(move || {
                all.arrive(&format!("item {item}"));
                item
            })
        })
    });
    let put = puts.map(|put| put.result_within(ms(4_000)));
    equal("what `put` returned", put, [Ok(()); 3]);
}

fn a_panic_while_an_item_is_made_is_nobody_elses() {
    promise("If it panics, nothing is put, and others go on.");
    look_at("what is left behind when `make` does not return?");
    if_it_hangs("an item was not made, and what its thread took or kept is not given back");
    expect_panic("the oven is cold");
    let world = World::with(0, 1);
    within(ms(2_500), "put and take", || {
        for item in [7, 8] {
            let makes = || world.makes(|| panic!("the oven is cold"));
            let made = catch_unwind(AssertUnwindSafe(makes));
            equal("whether `put` has returned", made.is_ok(), false);
            equal("what `put` returned", world.puts(item), Ok(()));
            equal("what was taken", world.takes(), Some(item));
        }
    });
}

fn who_waits_for_an_item_sleeps_for_however_long() {
    promise(
        "Who has to wait sleeps, however long that takes, and no other thread looks at times in its place.",
    );
    look_at("what does a thread do while there is no item, and for how long?");
    let world = Arc::new(World::with(0, 1));
    let waits = takes(&world);
    waits.is_under_way("the queue is empty");
    waits.watch().falls_asleep("take");
    waits.stays_asleep("the queue is empty");
    equal("what `put` returned", world.puts(7), Ok(()));
    equal("what was taken", waits.result(), Some(7));
}

fn who_waits_for_room_sleeps_for_however_long() {
    promise(
        "Who has to wait sleeps, however long that takes, and no other thread looks at times in its place.",
    );
    look_at("what does a thread do while there is no room, and for how long?");
    let world = Arc::new(World::with(1, 1));
    let waits = puts(&world, 2);
    waits.is_under_way("the queue is full");
    waits.watch().falls_asleep("put");
    waits.stays_asleep("the queue is full");
    equal("what was taken", world.takes(), Some(1));
    equal("what `put` returned", waits.result(), Ok(()));
}
