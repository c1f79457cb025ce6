//! `retry` tries again after temporary errors, after delays that double up to a limit.
// no promise: "How often to try, and how long to wait in between." It says what the type is for.
// no promise: "The delay before the second attempt." It says what the field is.
// no promise: "No delay is longer than this." It says what the field is.
// no promise: "It is at most a day." It says what the function is given.

use exercise::Policy;
use futures::future::{BoxFuture, FutureExt};
use lab::{SupplierError, ms};
use proof::prelude::*;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

proof::main!(
    delays_double_up_to_the_longest,
    a_delay_counts_from_the_end_of_an_attempt,
    the_first_success_is_returned_at_once,
    an_error_that_stays_is_returned_at_once,
    the_last_error_is_returned_at_once,
    there_may_be_a_single_attempt,
    there_may_be_very_many_attempts,
    an_attempt_and_a_delay_may_take_very_long,
    two_calls_have_nothing_to_do_with_each_other,
    jitter_decides_how_long_to_sleep,
    who_is_dropped_tries_no_more,
);

type Answer = Result<u64, SupplierError>;

const GONE: Answer = Err(SupplierError::NotSold);

fn busy(waiting: u32) -> Answer {
    Err(SupplierError::Busy { waiting })
}

fn policy(attempts: u32, first_delay: u64, longest_delay: u64) -> Policy {
    Policy {
        attempts,
        first_delay: ms(first_delay),
        longest_delay: ms(longest_delay),
    }
}

/// Attempts that come to these answers, each after so long, and the delays that are made
/// of those that the closure is given. All of one type: that says nothing of the test.
#[derive(Clone)]
struct Trial {
    work: Work,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    takes: Duration,
    instead: Arc<Mutex<VecDeque<Duration>>>,
    delays: Arc<Mutex<Vec<Duration>>>,
}

impl Trial {
    fn new(answers: &[Answer], takes: u64) -> Self {
        Self {
            work: Work::new(),
            answers: Arc::new(Mutex::new(answers.iter().copied().collect())),
            takes: ms(takes),
            instead: Arc::default(),
            delays: Arc::default(),
        }
    }

    fn with_jitter(self, instead: &[u64]) -> Self {
        let instead = instead.iter().map(|time| ms(*time)).collect();
        *lock(&self.instead) = instead;
        self
    }

    /// An attempt begins when it is asked for, whenever its future is polled.
    fn attempt(&self) -> BoxFuture<'static, Answer> {
        let call = self.work.begin("attempt");
        let answer = lock(&self.answers).pop_front().unwrap_or(GONE);
        let takes = self.takes;
        async move {
            sleep(takes).await;
            call.finish();
            answer
        }
        .boxed()
    }

    fn jitter(&self, delay: Duration) -> Duration {
        lock(&self.delays).push(delay);
        lock(&self.instead).pop_front().unwrap_or(delay)
    }

    /// What came of it, as the code of the exercise writes it.
    async fn run(&self, policy: Policy) -> Written {
        let (jitter, op) = (self.clone(), self.clone());
        let jitter: Box<dyn FnMut(Duration) -> Duration + Send> =
            Box::new(move |delay| jitter.jitter(delay));
        let op: Box<dyn FnMut() -> BoxFuture<'static, Answer> + Send> =
            Box::new(move || op.attempt());
        shown(exercise::retry(&policy, jitter, op).await)
    }

    /// The attempts began at these moments, in ms, and there were no others.
    fn begins_at(&self, want: &[u128]) {
        let calls = self.work.calls().into_iter();
        let got: Vec<u128> = calls.map(|call| call.start.as_millis()).collect();
        let kind = match got.iter().zip(want).find(|(got, want)| got != want) {
            _ if got.is_empty() => Kind::NotStarted,
            Some((got, want)) if got < want => Kind::TooEarly,
            Some(_) => Kind::Late,
            None => Kind::WrongResult,
        };
        holds(
            got == want,
            kind,
            &format!("the attempts began at {got:?} ms, expected {want:?}"),
            "there are too many attempts or too few, or a delay between two of them is another one",
        );
    }

    fn count(&self, line: &str) -> usize {
        let lines = self.work.lines();
        lines.iter().filter(|other| *other == line).count()
    }

    fn delays_are(&self, want: &[Duration]) {
        let got = lock(&self.delays).clone();
        equal("the list of delays that `jitter` was given", got, want);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn shown(answer: Answer) -> Written {
    written(match answer {
        Ok(number) => format!("Ok({number})"),
        Err(SupplierError::Busy { waiting }) => format!("Err(Busy {{ waiting: {waiting} }})"),
        Err(SupplierError::NotSold) => "Err(NotSold)".to_owned(),
    })
}

fn delays_double_up_to_the_longest() {
    never_blocks("No thread is blocked.");
    promise_against(
        Kind::WrongResult,
        "wait for a while and try again, until there were `policy.attempts` attempts",
    );
    promise("Each delay after that is twice as long as the one before.");
    delays_are_cut(100, 10_000, [0, 100, 300, 700, 1_500, 3_100]);
    promise("Before the second attempt, the delay is `policy.first_delay`.");
    delays_are_cut(30, 10_000, [0, 30, 90, 210, 450, 930]);
    promise("But none is longer than `policy.longest_delay`");
    delays_are_cut(100, 500, [0, 100, 300, 700, 1_200, 1_700]);
    delays_are_cut(100, 400, [0, 100, 300, 700, 1_100, 1_500]);
    delays_are_cut(700, 500, [0, 500, 1_000, 1_500, 2_000, 2_500]);
    delays_are_cut(0, 500, [0; 6]);
}

/// Six attempts, which take no time, begin at these moments.
fn delays_are_cut(first: u64, longest: u64, want: [u128; 6]) {
    virtual_time(async |_| {
        let trial = Trial::new(&[busy(1); 6], 0);
        trial.run(policy(6, first, longest)).await;
        trial.begins_at(&want);
    });
}

fn a_delay_counts_from_the_end_of_an_attempt() {
    never_blocks("No thread is blocked.");
    promise("how long to sleep instead, from the end of the attempt that failed");
    virtual_time(async |clock| {
        let trial = Trial::new(&[busy(1), busy(2), Ok(7)], 30);
        trial.run(policy(9, 100, 1_000)).await;
        trial.begins_at(&[0, 130, 360]);
        clock.ends_at(ms(390), "the end of the third attempt");
    });
}

fn the_first_success_is_returned_at_once() {
    never_blocks("No thread is blocked.");
    virtual_time(async |clock| {
        for failures in 0..4 {
            promise("Return the first `Ok` as soon as it is there.");
            clock.restart();
            let number = number(1..1_000);
            let wanted = expected("the result", shown(Ok(number)));
            let mut answers = vec![busy(1); failures];
            answers.extend([Ok(number), Ok(0)]);
            let trial = Trial::new(&answers, 10);
            wanted.is(trial.run(policy(4, 100, 1_000)).await);
            let took = [10, 120, 330, 740][failures];
            clock.ends_at(ms(took), "the first attempt that succeeds");
            promise("For each delay, ask `jitter` once");
            trial.delays_are(&[100, 200, 400].map(ms)[..failures]);
            promise("Call `op` and await its future: that is an attempt.");
            equal(
                "the number of attempts",
                trial.work.calls().len(),
                failures + 1,
            );
        }
    });
}

fn an_error_that_stays_is_returned_at_once() {
    promise("and so is any error that is not temporary");
    virtual_time(async |clock| {
        for failures in 0..4 {
            clock.restart();
            let mut answers = vec![busy(1); failures];
            answers.extend([GONE, Ok(0)]);
            let trial = Trial::new(&answers, 10);
            let result = trial.run(policy(4, 100, 1_000)).await;
            equal("the result", result, shown(GONE));
            let took = [10, 120, 330, 740][failures];
            clock.ends_at(ms(took), "the error that is not temporary");
            equal(
                "the number of attempts",
                trial.work.calls().len(),
                failures + 1,
            );
        }
    });
}

fn the_last_error_is_returned_at_once() {
    promise("The error of the last attempt is returned at once");
    virtual_time(async |clock| {
        let trial = Trial::new(&[busy(9), busy(4), busy(6), Ok(0)], 10);
        let result = trial.run(policy(3, 100, 1_000)).await;
        clock.ends_at(ms(330), "the third attempt, which is the last one");
        equal("the result", result, shown(busy(6)));
        promise("until there were `policy.attempts` attempts");
        trial.begins_at(&[0, 110, 320]);
        promise("For each delay, ask `jitter` once");
        trial.delays_are(&[ms(100), ms(200)]);
    });
}

fn there_may_be_a_single_attempt() {
    promise("It is at least 1.");
    virtual_time(async |clock| {
        let trial = Trial::new(&[busy(5), Ok(0)], 10);
        let result = trial.run(policy(1, 100, 1_000)).await;
        equal("the result", result, shown(busy(5)));
        clock.ends_at(ms(10), "the only attempt");
        trial.begins_at(&[0]);
        trial.delays_are(&[]);
    });
}

fn there_may_be_very_many_attempts() {
    virtual_time(async |clock| {
        promise("however many attempts there are");
        // No time is to pass: hundreds of sleeps would take long where much else runs.
        let trial = Trial::new(&[busy(3); 300], 0).with_jitter(&[0; 299]);
        let result = trial.run(policy(300, 100, 1_000)).await;
        let longest = std::iter::repeat_n(1_000, 295);
        let delays = [100, 200, 400, 800].into_iter().chain(longest);
        trial.delays_are(&delays.map(ms).collect::<Vec<_>>());
        clock.ends_at(ms(0), "300 attempts that take no time");
        equal("the number of attempts", trial.work.calls().len(), 300);
        equal("the result", result, shown(busy(3)));

        promise("There are at most so many attempts.");
        let trial = Trial::new(&[busy(3), busy(3), Ok(7)], 0);
        let result = trial.run(policy(u32::MAX, 100, 1_000)).await;
        equal("the result", result, shown(Ok(7)));
    });
}

/// What takes so long has to be given up by whoever has a limit of its own.
fn an_attempt_and_a_delay_may_take_very_long() {
    promise("Call `op` and await its future: that is an attempt.");
    let (minute, day) = (60_000, 86_400_000);
    virtual_time(async |clock| {
        let trial = Trial::new(&[busy(1), Ok(7)], 25 * minute);
        let result = trial.run(policy(9, 100, 1_000)).await;
        equal("the result", result, shown(Ok(7)));
        clock.elapsed_is(ms(50 * minute + 100), "two attempts of 25 minutes");
    });
    promise("wait for a while and try again, until there were `policy.attempts` attempts");
    virtual_time(async |_| {
        let trial = Trial::new(&[busy(1); 40], 0).with_jitter(&[0; 39]);
        let result = trial.run(policy(40, 100, day)).await;
        equal("the result", result, shown(busy(1)));
        let delays = (0..39).map(|n| ms(day.min(100 << n)));
        trial.delays_are(&delays.collect::<Vec<_>>());
    });
}

/// Each has begun before the other one is done.
fn two_calls_have_nothing_to_do_with_each_other() {
    promise("Before the second attempt, the delay is `policy.first_delay`.");
    virtual_time(async |_| {
        let first = Trial::new(&[busy(1); 9], 20);
        let second = Trial::new(&[busy(1); 9], 20);
        let late = async {
            sleep(ms(250)).await;
            second.run(policy(4, 30, 50)).await
        };
        tokio::join!(first.run(policy(5, 100, 1_000)), late);
        first.begins_at(&[0, 120, 340, 760, 1_580]);
        second.begins_at(&[250, 300, 370, 440]);
    });
}

fn jitter_decides_how_long_to_sleep() {
    never_blocks("No thread is blocked.");
    virtual_time(async |_| {
        promise("That may be zero, or more than `policy.longest_delay`");
        let trial = Trial::new(&[busy(1); 6], 0).with_jitter(&[7, 0, 2_000, 450, 3]);
        trial.run(policy(6, 100, 500)).await;
        trial.begins_at(&[0, 7, 7, 2_007, 2_457, 2_460]);
        promise("it does not change the delays that follow");
        trial.delays_are(&[100, 200, 400, 500, 500].map(ms));

        promise("it is given the delay");
        let trial = Trial::new(&[busy(1); 5], 0).with_jitter(&[1; 4]);
        let policy = Policy {
            attempts: 5,
            first_delay: Duration::from_micros(1_500),
            longest_delay: Duration::from_micros(7_500),
        };
        trial.run(policy).await;
        trial.delays_are(&[1_500, 3_000, 6_000, 7_500].map(Duration::from_micros));
    });
}

fn who_is_dropped_tries_no_more() {
    promise(
        "When this future is dropped, the attempt that is under way is dropped with it, and no other one begins.",
    );
    sweep(async |cut| {
        let trial = Trial::new(&[busy(1), busy(1), Ok(7)], 10);
        cut.short(trial.run(policy(3, 100, 1_000))).await;
        // So much has happened by now, and it is the end of it.
        let (begun, ended) = (trial.count("start attempt"), trial.count("end attempt"));
        sleep(ms(5_000)).await;
        let begun_later = trial.count("start attempt") - begun;
        equal(
            "the number of attempts that begin after that",
            begun_later,
            0,
        );
        let ended_later = trial.count("end attempt") - ended;
        equal(
            "the number of attempts that go on after that",
            ended_later,
            0,
        );
        trial.work.all_ended();
    });
}
