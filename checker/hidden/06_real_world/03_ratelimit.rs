//! `Limiter` lets a burst through and then one call after another, in order, whoever gives up.
// no promise: "Holds its callers back to a rate." How, its methods say.
// no promise: "`every` is more than zero." It says what the function is given.

use exercise::Limiter;
use lab::ms;
use proof::prelude::*;
use std::cmp::Ordering;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

proof::main!(
    a_burst_goes_at_once_and_the_rest_at_the_rate,
    a_bucket_may_have_room_for_one_token,
    tokens_come_from_the_moment_when_it_was_full,
    what_is_left_of_the_time_counts_for_the_next_token,
    after_a_pause_no_more_than_a_burst_is_saved_up,
    a_token_may_take_very_long,
    a_token_may_take_no_whole_number_of_milliseconds,
    who_waits_first_goes_first,
    nobody_overtakes_who_waits,
    who_is_dropped_takes_no_token,
    any_number_may_be_dropped,
    who_is_dropped_when_its_token_is_there_takes_none,
    each_limiter_has_its_own_bucket,
    any_number_may_wait,
);

/// Calls to be made: when each begins, in ms.
type Begins<'a> = &'a [(&'a str, u64)];

/// Calls of one limiter, each by a task of its own, which may run on any thread.
struct Callers {
    limiter: Arc<Limiter>,
    passed: Work,
}

impl Callers {
    fn new(burst: u32, every: u64) -> Self {
        Self::at_a_rate(burst, ms(every))
    }

    fn at_a_rate(burst: u32, every: Duration) -> Self {
        Self {
            limiter: Arc::new(Limiter::new(burst, every)),
            passed: Work::new(),
        }
    }

    /// Wait until all of them were let through.
    async fn come(&self, begins: Begins<'_>) {
        let callers = begins.iter().map(|(name, at)| {
            let (limiter, passed, name) = (self.limiter.clone(), self.passed.clone(), *name);
            let (name, at) = (name.to_owned(), ms(*at));
            tokio::spawn(async move {
                sleep(at).await;
                limiter.until_ready().await;
                passed.mark(&name);
            })
        });
        for caller in callers.collect::<Vec<_>>() {
            // A panic is a finding by itself.
            let _ = caller.await;
        }
    }

    /// A caller that is dropped after so long, if it is not let through before.
    async fn gives_up_after(&self, time: Duration) {
        if timeout(time, self.limiter.until_ready()).await.is_ok() {
            self.passed.mark("who gives up");
        }
    }

    /// They were let through in this order, at these moments.
    fn pass_at(&self, want: Begins<'_>) {
        let calls = self.passed.calls();
        for (call, (name, at)) in calls.iter().zip(want) {
            let (got, at) = (call.start.as_millis(), u128::from(*at));
            let (kind, meaning) = match got.cmp(&at) {
                Ordering::Less => (Kind::TooEarly, "somebody went without a token"),
                Ordering::Greater => (
                    Kind::Late,
                    "somebody was held back although there was a token",
                ),
                Ordering::Equal => (Kind::WrongResult, "somebody lost its place in the line"),
            };
            holds(
                call.item == *name && got == at,
                kind,
                &format!(
                    "`{}` was let through at {got} ms, expected `{name}` at {at} ms",
                    call.item
                ),
                meaning,
            );
        }
        let (got, want) = (calls.len(), want.len());
        equal("the number of callers that were let through", got, want);
    }
}

fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
    never_blocks("No thread is blocked.");
    promise("from then on one token comes in after each `every`");
    virtual_time(async |_| {
        let callers = Callers::new(5, 500);
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        callers.come(&names.map(|name| (name, 0))).await;
        let [a, b, c, d, e, f, g, h, i] = names;
        let want = [
            (a, 0),
            (b, 0),
            (c, 0),
            (d, 0),
            (e, 0),
            (f, 500),
            (g, 1_000),
            (h, 1_500),
            (i, 2_000),
        ];
        // The runtime waits once more: a thread that slept in its place is found first.
        sleep(ms(1)).await;
        callers.pass_at(&want);
        promise("Tasks on any threads can share it.");
        equal(
            "the number of tasks that it let through",
            callers.passed.calls().len(),
            9,
        );
    });
    virtual_time(async |clock| {
        promise("A bucket with room for `burst` tokens, which is full");
        let callers = Callers::new(150, 500);
        callers.come(&[("a caller", 0); 150]).await;
        clock.ends_at(ms(0), "a bucket with 150 tokens and as many callers");
        callers.come(&[("a caller", 0)]).await;
        clock.ends_at(ms(500), "the token after those");
    });
}

fn a_bucket_may_have_room_for_one_token() {
    never_blocks("No thread is blocked.");
    promise("`burst` is at least 1");
    virtual_time(async |_| {
        let callers = Callers::new(1, 500);
        let begin = [
            ("a", 0),
            ("b", 625),
            ("c", 1_000),
            ("d", 1_250),
            ("e", 5_000),
        ];
        callers.come(&begin).await;
        let pass = [
            ("a", 0),
            ("b", 625),
            ("c", 1_125),
            ("d", 1_625),
            ("e", 5_000),
        ];
        callers.pass_at(&pass);
    });
}

fn tokens_come_from_the_moment_when_it_was_full() {
    promise("Take a token out of the bucket, at once if there is one.");
    virtual_time(async |clock| {
        let callers = Callers::new(3, 500);
        callers.come(&[("a", 375), ("b", 375), ("c", 500)]).await;
        clock.ends_at(ms(500), "the last of three callers of a full bucket");
    });
    promise("When a token is taken out of a full bucket, a clock starts");
    virtual_time(async |_| {
        let callers = Callers::new(3, 500);
        let names = ["a", "b", "c", "d", "e"];
        callers.come(&names.map(|name| (name, 375))).await;
        let want = [("a", 375), ("b", 375), ("c", 375), ("d", 875), ("e", 1_375)];
        callers.pass_at(&want);
    });
}

fn what_is_left_of_the_time_counts_for_the_next_token() {
    promise("from then on one token comes in after each `every`, until the bucket is full again");
    virtual_time(async |_| {
        let callers = Callers::new(3, 500);
        let begin = [
            ("a", 0),
            ("b", 250),
            ("c", 375),
            ("d", 375),
            ("e", 375),
            ("f", 2_000),
            ("g", 2_000),
            ("h", 2_000),
            ("i", 2_250),
        ];
        callers.come(&begin).await;
        let pass = [
            ("a", 0),
            ("b", 250),
            ("c", 375),
            ("d", 500),
            ("e", 1_000),
            ("f", 2_000),
            ("g", 2_000),
            ("h", 2_500),
            ("i", 3_000),
        ];
        callers.pass_at(&pass);
    });
}

fn after_a_pause_no_more_than_a_burst_is_saved_up() {
    never_blocks("No thread is blocked.");
    promise("So no more than `burst` tokens are ever saved up.");
    virtual_time(async |_| {
        let callers = Callers::new(2, 500);
        let begin = [
            ("a", 0),
            ("b", 0),
            ("c", 0),
            ("d", 600_000),
            ("e", 600_000),
            ("f", 600_000),
            ("g", 600_000),
        ];
        callers.come(&begin).await;
        let pass = [
            ("a", 0),
            ("b", 0),
            ("c", 500),
            ("d", 600_000),
            ("e", 600_000),
            ("f", 600_500),
            ("g", 601_000),
        ];
        callers.pass_at(&pass);
    });
    // Some tokens were left before the pause.
    virtual_time(async |_| {
        let callers = Callers::new(3, 500);
        let begin = [
            ("a", 0),
            ("b", 600_000),
            ("c", 600_000),
            ("d", 600_000),
            ("e", 600_000),
            ("f", 600_000),
        ];
        callers.come(&begin).await;
        let pass = [
            ("a", 0),
            ("b", 600_000),
            ("c", 600_000),
            ("d", 600_000),
            ("e", 600_500),
            ("f", 601_000),
        ];
        callers.pass_at(&pass);
    });
}

fn a_token_may_take_very_long() {
    never_blocks("No thread is blocked.");
    promise("Otherwise wait until there is.");
    virtual_time(async |clock| {
        let callers = Callers::new(1, 900_000);
        callers.come(&[("a", 0), ("b", 0)]).await;
        clock.ends_at(ms(900_000), "the second token");
        callers.pass_at(&[("a", 0), ("b", 900_000)]);
    });
}

/// A timer is a moment late then, and the next token all the same in time: the bucket, which
/// has room for two, is never full meanwhile. A power of two is exact in any type.
fn a_token_may_take_no_whole_number_of_milliseconds() {
    promise("from then on one token comes in after each `every`");
    virtual_time(async |_| {
        let callers = Callers::at_a_rate(2, Duration::from_micros(62_500));
        let names = ["a", "b", "c", "d", "e", "f"];
        callers.come(&names.map(|name| (name, 0))).await;
        let [a, b, c, d, e, f] = names;
        callers.pass_at(&[(a, 0), (b, 0), (c, 63), (d, 125), (e, 188), (f, 250)]);
    });
}

fn who_waits_first_goes_first() {
    promise("Who began to wait first gets the next token");
    virtual_time(async |_| {
        let callers = Callers::new(1, 500);
        let begin = [("d", 375), ("c", 250), ("a", 0), ("b", 125), ("e", 750)];
        callers.come(&begin).await;
        let pass = [
            ("a", 0),
            ("b", 500),
            ("c", 1_000),
            ("d", 1_500),
            ("e", 2_000),
        ];
        callers.pass_at(&pass);
    });
}

/// Those that come when a token does are woken before those that wait for it.
fn nobody_overtakes_who_waits() {
    promise("nobody overtakes");
    virtual_time(async |_| {
        let callers = Callers::new(1, 500);
        let begin = [("d", 1_000), ("c", 500), ("a", 0), ("b", 0)];
        callers.come(&begin).await;
        let pass = [("a", 0), ("b", 500), ("c", 1_000), ("d", 1_500)];
        callers.pass_at(&pass);
    });
}

fn who_is_dropped_takes_no_token() {
    promise(
        "Who is dropped while it waits takes no token, and the next one in line gets it instead, at the same moment.",
    );
    sweep(async |cut| {
        let callers = Callers::new(1, 500);
        callers.come(&[("a", 0)]).await;
        let dropped = cut.short(callers.limiter.until_ready());
        let (done, ()) = tokio::join!(dropped, callers.come(&[("b", 0), ("c", 0)]));
        match done {
            Some(()) => callers.pass_at(&[("a", 0), ("b", 1_000), ("c", 1_500)]),
            None => callers.pass_at(&[("a", 0), ("b", 500), ("c", 1_000)]),
        }
    });
}

fn any_number_may_be_dropped() {
    never_blocks("No thread is blocked.");
    promise(
        "Who is dropped while it waits takes no token, and the next one in line gets it instead, at the same moment.",
    );
    for (give_up, others) in [
        ([1, 125, 499].as_slice(), 250),
        ([250; 40].as_slice(), 250),
        ([250, 250].as_slice(), 0),
        ([499, 1].as_slice(), 500),
        ([250].as_slice(), 500),
    ] {
        virtual_time(async |_| {
            let callers = Callers::new(1, 500);
            callers.come(&[("a", 0)]).await;
            let give_up = give_up.iter().map(|time| callers.gives_up_after(ms(*time)));
            let give_up = futures::future::join_all(give_up);
            let others = [("b", others), ("c", others)];
            tokio::join!(give_up, callers.come(&others));
            callers.pass_at(&[("a", 0), ("b", 500), ("c", 1_000)]);
        });
    }
}

/// Somebody may have given it its token by then, and it has had no turn since.
fn who_is_dropped_when_its_token_is_there_takes_none() {
    promise(
        "Who is dropped while it waits takes no token, and the next one in line gets it instead, at the same moment.",
    );
    virtual_time(async |_| {
        let callers = Callers::new(1, 500);
        callers.come(&[("a", 0)]).await;
        let mut dropped: Pin<Box<dyn Future<Output = ()> + Send>> =
            Box::pin(callers.limiter.until_ready());
        let first = futures::poll!(&mut dropped);
        equal("whether it has a token already", first.is_ready(), false);
        let gives_up = async {
            sleep(ms(500)).await;
            for _ in 0..4 {
                yield_now().await;
            }
            drop(dropped);
        };
        tokio::join!(gives_up, callers.come(&[("b", 1), ("c", 2)]));
        callers.pass_at(&[("a", 0), ("b", 500), ("c", 1_000)]);
    });
}

fn each_limiter_has_its_own_bucket() {
    promise("A bucket with room for `burst` tokens, which is full");
    virtual_time(async |clock| {
        let (first, second) = (Callers::new(2, 500), Callers::new(1, 125));
        first.come(&[("a", 0), ("b", 0)]).await;
        second.come(&[("c", 0)]).await;
        clock.ends_at(ms(0), "two buckets that were full");
        tokio::join!(first.come(&[("d", 0)]), second.come(&[("e", 0)]));
        first.pass_at(&[("a", 0), ("b", 0), ("d", 500)]);
        second.pass_at(&[("c", 0), ("e", 125)]);
    });
}

/// It comes last: who wakes all of them at each token works so long that this is found first.
fn any_number_may_wait() {
    promise("Otherwise wait until there is.");
    virtual_time(async |clock| {
        let callers = Callers::new(1, 500);
        callers.come(&[("a caller", 0); 1_100]).await;
        clock.ends_at(ms(1_099 * 500), "as many tokens as there are callers");
    });
}
