//! `profiled` measures each poll of a future, by the clock that it was given.

// no promise: "Where the time of futures went." It says what the type is for.

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use futures::task::{ArcWake, waker};
use lab::ms;
use proof::prelude::*;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

proof::main!(
    what_passes_in_polls_and_between_them_is_told_apart,
    the_profile_is_up_to_date_after_each_poll,
    a_future_that_is_dropped_leaves_what_was_measured,
    a_poll_that_panics_counts,
    futures_share_a_profile,
    a_future_inside_of_another_one_shares_its_profile,
    the_clock_is_read_twice_for_each_poll,
    the_future_is_polled_by_who_polls_the_whole,
    what_waits_for_a_timer_is_idle,
);

type Shared = Cell<exercise::Profile>;

/// What the answer's type says, as a type of our own: nobody else says what is equal.
#[derive(Debug, PartialEq)]
struct Profile {
    polls: u32,
    busy: Duration,
    idle: Duration,
    longest_poll: Duration,
}

fn read(profile: &Shared) -> Profile {
    let exercise::Profile {
        polls,
        busy,
        idle,
        longest_poll,
    } = profile.get();
    of(polls, busy, idle, longest_poll)
}

fn holding(profile: &Profile) -> Shared {
    Cell::new(exercise::Profile {
        polls: profile.polls,
        busy: profile.busy,
        idle: profile.idle,
        longest_poll: profile.longest_poll,
    })
}

/// A clock that the test moves.
#[derive(Clone, Default)]
struct Clock {
    now: Rc<Cell<Duration>>,
    reads: Rc<Cell<u32>>,
}

impl Clock {
    fn passes(&self, time: Duration) {
        self.now.set(self.now.get() + time);
    }

    fn read(&self) -> Duration {
        self.reads.set(self.reads.get() + 1);
        self.now.get()
    }

    /// A future whose polls take these times; the last one is ready.
    fn polls_of(&self, times: &[Duration]) -> impl Future<Output = u32> + use<> {
        let (clock, times, mut next) = (self.clone(), times.to_vec(), 0);
        poll_fn(move |_| {
            clock.passes(times[next]);
            next += 1;
            match next == times.len() {
                true => Poll::Ready(7),
                false => Poll::Pending,
            }
        })
    }
}

/// Of futures and clocks of one type, whatever they do: that says nothing of the test.
fn profiled<'a>(
    profile: &'a Shared,
    clock: &Clock,
    future: impl Future<Output = u32> + 'a,
) -> LocalBoxFuture<'a, u32> {
    let clock = clock.clone();
    let now: Box<dyn Fn() -> Duration> = Box::new(move || clock.read());
    exercise::profiled(profile, now, future.boxed_local()).boxed_local()
}

const fn us(count: u64) -> Duration {
    Duration::from_micros(count)
}

fn of(polls: u32, busy: Duration, idle: Duration, longest_poll: Duration) -> Profile {
    Profile {
        polls,
        busy,
        idle,
        longest_poll,
    }
}

fn what_passes_in_polls_and_between_them_is_told_apart() {
    promise("How often they were polled.");
    promise("The time in all their polls.");
    look_at("at which two moments does a poll begin and end, and when does waiting begin?");
    let clock = Clock::default();
    clock.passes(ms(400));
    let profile = Cell::default();
    // The longest poll is the second one of four, and the longest wait is longer.
    let future = clock.polls_of(&[us(3_500), ms(20), us(0), us(4_250)]);
    let mut script = PollScript::of(profiled(&profile, &clock, future));
    promise("The time between polls: from the end of each one to the begin of the next one");
    clock.passes(ms(1_000));
    equal(
        "the profile before the first poll",
        read(&profile),
        of(0, us(0), us(0), us(0)),
    );
    script.is_pending();
    clock.passes(us(50_750));
    script.is_pending();
    clock.passes(us(900));
    script.is_pending();
    equal("the output", script.is_ready(), 7);
    clock.passes(ms(1_000));
    drop(script);
    let want = of(4, us(27_750), us(51_650), ms(20));
    promise("The time in the longest poll of all.");
    equal(
        "the profile after four polls, of 3.5, 20, 0 and 4.25 ms, with 50.75, 0.9 and 0 ms between them",
        read(&profile),
        want,
    );
}

fn the_profile_is_up_to_date_after_each_poll() {
    promise("The profile is up to date after each poll: after the last one too");
    look_at("when do the numbers come into `profile`?");
    let (clock, profile) = (Clock::default(), Cell::default());
    let future = clock.polls_of(&[ms(30), ms(10), ms(20)]);
    let mut script = PollScript::of(profiled(&profile, &clock, future));
    script.is_pending();
    equal(
        "the profile after a poll of 30 ms",
        read(&profile),
        of(1, ms(30), us(0), ms(30)),
    );
    clock.passes(ms(500));
    script.is_pending();
    let want = of(2, ms(40), ms(500), ms(30));
    equal(
        "the profile after 500 ms and a poll of 10 ms",
        read(&profile),
        want,
    );
    script.is_ready();
    let want = of(3, ms(60), ms(500), ms(30));
    equal(
        "the profile after the last poll, of 20 ms",
        read(&profile),
        want,
    );
}

fn a_future_that_is_dropped_leaves_what_was_measured() {
    promise("and if the future is dropped before its end");
    look_at("what of the code behind an `.await` runs if the future is dropped there?");
    for polls in 0..3_u32 {
        let (clock, profile) = (Clock::default(), Cell::default());
        let future = clock.polls_of(&[ms(5); 4]);
        let mut script = PollScript::of(profiled(&profile, &clock, future));
        for _ in 0..polls {
            clock.passes(ms(9));
            script.is_pending();
        }
        clock.passes(ms(300));
        drop(script);
        let (busy, idle) = (ms(5) * polls, ms(9) * polls.saturating_sub(1));
        let longest = if polls == 0 { us(0) } else { ms(5) };
        equal(
            &format!("the profile of a future that was dropped 300 ms after {polls} polls"),
            read(&profile),
            of(polls, busy, idle, longest),
        );
    }
}

fn a_poll_that_panics_counts() {
    promise("A poll that panics counts like any other, and the panic goes on.");
    look_at("which code runs when a panic goes through a function?");
    expect_panic("the tea is cold");
    for quiet in [0, 2] {
        let (clock, profile) = (Clock::default(), Cell::default());
        let (inside, mut polls) = (clock.clone(), 0);
        let future = poll_fn(move |_| {
            inside.passes(ms(8));
            polls += 1;
            if polls > quiet {
                panic!("the tea is cold");
            }
            Poll::Pending
        });
        let mut whole = profiled(&profile, &clock, future);
        let context = &mut Context::from_waker(std::task::Waker::noop());
        for _ in 0..quiet {
            let _ = whole.as_mut().poll(context);
            clock.passes(ms(1));
        }
        let panicked = catch_unwind(AssertUnwindSafe(|| whole.as_mut().poll(context)));
        let words = panicked
            .err()
            .and_then(|it| it.downcast_ref::<&str>().copied());
        holds(
            words == Some("the tea is cold"),
            Kind::WrongResult,
            "a poll of `future` panicked, and the panic did not come to the caller",
            "whoever polls has to learn of it",
        );
        drop(whole);
        let (polls, waits) = (quiet + 1, ms(1) * quiet);
        let want = of(polls, ms(8) * polls, waits, ms(8));
        equal(
            "the profile, where the last poll panicked after 8 ms",
            read(&profile),
            want,
        );
    }
}

fn futures_share_a_profile() {
    promise("Futures may share a profile, at the same time");
    look_at("is `profile` that of this future only? whose is what it held before?");
    let clock = Clock::default();
    let profile = holding(&of(10, ms(1_000), ms(2_000), ms(15)));
    let tea = clock.polls_of(&[ms(7), ms(1)]);
    let cake = clock.polls_of(&[ms(2), ms(40), ms(3)]);
    let mut tea = PollScript::of(profiled(&profile, &clock, tea));
    let mut cake = PollScript::of(profiled(&profile, &clock, cake));
    promise("Nothing that one of them has added gets lost.");
    tea.is_pending();
    let want = of(11, ms(1_007), ms(2_000), ms(15));
    equal("the profile after one poll more", read(&profile), want);
    cake.is_pending();
    cake.is_pending();
    // The tea has waited while the cake was polled.
    tea.is_ready();
    cake.is_ready();
    let want = of(15, ms(1_053), ms(2_043), ms(40));
    equal("the profile of two futures", read(&profile), want);
}

fn a_future_inside_of_another_one_shares_its_profile() {
    promise("and also one inside of the other");
    look_at("what may happen to `profile` while `future` is polled?");
    let (clock, profile) = (Clock::default(), Cell::default());
    let mut inner = profiled(&profile, &clock, clock.polls_of(&[ms(4), ms(6)]));
    let inside = clock.clone();
    let outer = poll_fn(|context| {
        inside.passes(ms(1));
        inner.as_mut().poll(context)
    });
    let mut script = PollScript::of(profiled(&profile, &clock, outer));
    script.is_pending();
    equal(
        "the profile after one poll of both",
        read(&profile),
        of(2, ms(9), us(0), ms(5)),
    );
    clock.passes(ms(10));
    script.is_ready();
    let want = of(4, ms(22), ms(21), ms(7));
    equal("the profile after two polls of both", read(&profile), want);
}

fn the_clock_is_read_twice_for_each_poll() {
    promise("`now` is the clock.");
    promise("The clock is read when a poll begins and when it ends, and at no other time.");
    look_at("how often does one poll need the time?");
    let (clock, profile) = (Clock::default(), Cell::default());
    let reads = |when: &str, want| {
        equal(
            &format!("how often the clock was read {when}"),
            clock.reads.get(),
            want,
        );
    };
    let future = clock.polls_of(&[ms(1), ms(2), ms(3)]);
    let mut script = PollScript::of(profiled(&profile, &clock, future));
    reads("before the first poll", 0);
    script.is_pending();
    reads("in the first poll", 2);
    script.is_pending();
    script.is_ready();
    drop(script);
    reads("in three polls", 6);
    let mut script = PollScript::of(profiled(&profile, &clock, clock.polls_of(&[ms(1), ms(2)])));
    script.is_pending();
    drop(script);
    reads("in one poll of a future that was dropped then", 8);
}

fn the_future_is_polled_by_who_polls_the_whole() {
    promise("polled when the caller polls, once and with the caller's own waker");
    look_at("which waker does `future` get, and how often in one poll?");
    let (clock, profile) = (Clock::default(), Cell::default());
    let (mock, future) = Mock::<u32>::new("future");
    let mut script = PollScript::of(profiled(&profile, &clock, future));
    mock.polls_are(0, "nobody has polled the whole");
    script.is_pending();
    mock.polls_are(1, "the whole was polled once");
    script.is_not_woken();
    let mut script = script.moved_to_another_task();
    script.is_pending();
    mock.polls_are(2, "the whole was polled twice");
    mock.finish(40);
    script.only_the_last_task_is_woken();
    equal("the output", script.is_ready(), 40);
    mock.polls_are(3, "the whole was polled three times");
    equal("the number of polls", read(&profile).polls, 3);
    for waker in [waker(Arc::new(Nobody)), waker(Arc::new(Nobody))] {
        let is_own = waker.clone();
        let future =
            poll_fn(move |context| Poll::Ready(u32::from(context.waker().will_wake(&is_own))));
        let mut whole = profiled(&profile, &clock, future);
        let polled = whole.as_mut().poll(&mut Context::from_waker(&waker));
        holds(
            polled == Poll::Ready(1),
            Kind::WrongResult,
            "`future` was polled with another waker than that of the caller",
            "the caller's waker was wrapped into another one, or replaced",
        );
    }
}

struct Nobody;

impl ArcWake for Nobody {
    fn wake_by_ref(_: &Arc<Self>) {}
}

fn what_waits_for_a_timer_is_idle() {
    promise("Does what `future` does, and adds to `profile` where its time goes.");
    never_blocks("Does what `future` does");
    virtual_time(async |clock| {
        let profile = Cell::default();
        let seen = RefCell::new(Vec::new());
        let start = tokio::time::Instant::now();
        let now: Box<dyn Fn() -> Duration> = Box::new(move || start.elapsed());
        let future = async {
            for wait in [50, 30] {
                tokio::time::sleep(ms(wait)).await;
                seen.borrow_mut().push(wait);
            }
            7
        };
        let output = exercise::profiled(&profile, now, future.boxed_local()).await;
        equal("the output", output, 7);
        equal("what the future did", seen.into_inner(), vec![50, 30]);
        clock.elapsed_is(ms(80), "the future waits for 50 and for 30 ms");
        equal("the profile", read(&profile), of(3, us(0), ms(80), us(0)));
    });
}
