//! `canary` says how late it was: once for each delay, and in the rhythm that it began with.

use futures::FutureExt;
use futures::future::{LocalBoxFuture, select};
use lab::ms;
use proof::VirtualClock;
use proof::prelude::*;
use std::cell::RefCell;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{advance, sleep};

proof::main!(
    it_starts_no_task,
    who_has_time_is_never_late,
    a_delay_is_reported_once,
    several_delays_do_not_change_the_rhythm,
    a_time_that_comes_with_the_delay_has_passed,
    what_report_takes_holds_it_up,
    the_rhythm_begins_with_the_first_poll,
    lags_are_exact,
    it_goes_on,
    two_canaries_have_rhythms_of_their_own,
);

const PERIOD: Duration = ms(100);
type Canary<'a> = LocalBoxFuture<'a, Infallible>;

/// Of a callback of one type, whatever it does: that says nothing of the test.
fn canary<'a>(period: Duration, report: impl FnMut(Duration) + 'a) -> Canary<'a> {
    let report: Box<dyn FnMut(Duration) + 'a> = Box::new(report);
    exercise::canary(period, report).boxed_local()
}

/// What happens beside a canary.
type Day = LocalBoxFuture<'static, ()>;

/// When a canary with a period of 100 ms reports, and which lag, until `day` is over.
async fn reports(
    clock: &VirtualClock,
    day: impl Future<Output = ()> + 'static,
) -> Vec<(Duration, Duration)> {
    let seen = RefCell::new(Vec::new());
    let watched = canary(PERIOD, |lag| seen.borrow_mut().push((clock.elapsed(), lag)));
    beside(watched, day.boxed_local()).await;
    seen.into_inner()
}

async fn beside(watched: Canary<'_>, day: Day) {
    if let futures::future::Either::Left((never, _)) = select(watched, day).await {
        match never {}
    }
}

/// Reports come then, with these lags, all in milliseconds.
fn reports_are(what: &str, got: Vec<(Duration, Duration)>, want: &[(u64, u64)]) {
    let times =
        |reports: &[(Duration, Duration)]| reports.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    let want: Vec<_> = want.iter().map(|(at, lag)| (ms(*at), ms(*lag))).collect();
    let (came, due) = (times(&got), times(&want));
    let early = came.iter().zip(&due).find(|(came, due)| came < due);
    if let Some((came, due)) = early {
        holds(
            false,
            Kind::TooEarly,
            &format!(
                "{what}, it reported after {} ms, expected {} ms",
                came.as_millis(),
                due.as_millis()
            ),
            "that time had not come, or was to be left out",
        );
    }
    let late = came.iter().zip(&due).find(|(came, due)| came > due);
    if let Some((came, due)) = late {
        holds(
            false,
            Kind::Late,
            &format!(
                "{what}, it reported after {} ms, expected {} ms",
                came.as_millis(),
                due.as_millis()
            ),
            "it has to keep the rhythm that it began with",
        );
    }
    equal(
        &format!("when it reports, and which lag, {what}"),
        got,
        want,
    );
}

fn who_has_time_is_never_late() {
    promise("Wakes up at each multiple of `period` after its first poll");
    promise("zero where the runtime had time for it");
    never_blocks("Between two times it sleeps.");
    look_at("what does your timer do at the very beginning?");
    virtual_time(async |clock| {
        let got = reports(&clock, sleep(ms(450))).await;
        reports_are(
            "while nobody holds it up",
            got,
            &[(100, 0), (200, 0), (300, 0), (400, 0)],
        );
        promise("Between two times it sleeps.");
        clock.moves_at_most(20, "four periods and a half");
    });
}

fn a_delay_is_reported_once() {
    promise("it reports once, for the first of the times that have passed, how late that one is");
    promise("The others that have passed by then, also just then, are left out");
    look_at("which of the times that were missed does it report, and what then?");
    virtual_time(async |clock| {
        let day = async {
            sleep(ms(30)).await;
            advance(ms(350)).await;
            sleep(ms(150)).await;
        };
        let got = reports(&clock, day).await;
        let want = [(380, 280), (400, 0), (500, 0)];
        reports_are("held up from 30 to 380 ms", got, &want);
    });
}

fn several_delays_do_not_change_the_rhythm() {
    promise("So it never loses its rhythm.");
    look_at("from which moment on does it count the next period?");
    virtual_time(async |clock| {
        let day = async {
            for _ in 0..3 {
                sleep(ms(60)).await;
                advance(ms(70)).await;
            }
            // 390 ms have passed; one that is late by less than a period misses none.
            sleep(ms(120)).await;
            advance(ms(480)).await;
            sleep(ms(130)).await;
        };
        let got = reports(&clock, day).await;
        let want = [
            (130, 30),
            (260, 60),
            (300, 0),
            (400, 0),
            (500, 0),
            (990, 390),
            (1_000, 0),
            (1_100, 0),
        ];
        reports_are(
            "held up from 60 to 130, 190 to 260, 320 to 390 and 510 to 990 ms",
            got,
            &want,
        );
    });
}

fn a_time_that_comes_with_the_delay_has_passed() {
    promise("The others that have passed by then, also just then, are left out");
    promise("it goes on with the next multiple that is still to come");
    look_at("a delay ends just when the next time has come: is that one still to come?");
    virtual_time(async |clock| {
        let day = async {
            sleep(ms(50)).await;
            advance(ms(250)).await;
            sleep(ms(150)).await;
        };
        let got = reports(&clock, day).await;
        reports_are("held up from 50 to 300 ms", got, &[(300, 200), (400, 0)]);
    });
}

fn what_report_takes_holds_it_up() {
    promise("What `report` takes holds it up like anything else.");
    look_at("when is it clear which time comes next: before the report, or after it?");
    virtual_time(async |clock| {
        let seen = RefCell::new(Vec::new());
        let watched = canary(PERIOD, |lag| {
            let mut seen = seen.borrow_mut();
            seen.push((clock.elapsed(), lag));
            if seen.len() == 2 {
                // It only moves the clock, and is over at once.
                let _ = advance(ms(130)).now_or_never();
            }
        });
        beside(watched, sleep(ms(520)).boxed_local()).await;
        let want = [(100, 0), (200, 0), (330, 30), (400, 0), (500, 0)];
        reports_are(
            "with a second report that takes 130 ms",
            seen.into_inner(),
            &want,
        );
    });
}

fn the_rhythm_begins_with_the_first_poll() {
    promise("Wakes up at each multiple of `period` after its first poll");
    look_at("from which moment on are the multiples counted?");
    virtual_time(async |clock| {
        sleep(ms(20)).await;
        let seen = RefCell::new(Vec::new());
        let watched = canary(PERIOD, |lag| seen.borrow_mut().push((clock.elapsed(), lag)));
        sleep(ms(50)).await;
        beside(watched, sleep(ms(250)).boxed_local()).await;
        reports_are(
            "first polled after 70 ms",
            seen.into_inner(),
            &[(170, 0), (270, 0)],
        );
        let got = reports(&clock, sleep(ms(150))).await;
        reports_are("another one, first polled after 320 ms", got, &[(420, 0)]);
    });
}

fn lags_are_exact() {
    promise("It goes by tokio's clock, and not only to the millisecond.");
    look_at("what is cut off, or taken from another clock?");
    virtual_time(async |clock| {
        let day = async {
            advance(Duration::from_micros(170_250)).await;
            sleep(ms(10)).await;
        };
        let got = reports(&clock, day).await;
        let (at, lag) = (
            Duration::from_micros(170_250),
            Duration::from_micros(70_250),
        );
        equal(
            "when it reports, and which lag, held up from 0 to 170.25 ms",
            got,
            vec![(at, lag)],
        );
    });
    virtual_time(async |clock| {
        let day = async {
            advance(us(100_400)).await;
            sleep(ms(10)).await;
        };
        let got = reports(&clock, day).await;
        let what = "when it reports, and which lag, held up from 0 to 100.4 ms";
        equal(what, got, vec![(us(100_400), us(400))]);
    });
    virtual_time(async |clock| {
        promise(
            "or less than a millisecond, as\ntokio's timers round up to the next one. `period` is 10 ms or more.",
        );
        let seen = RefCell::new(Vec::new());
        let watched = canary(us(12_500), |lag| {
            seen.borrow_mut().push((clock.elapsed(), lag));
        });
        beside(watched, sleep(ms(60)).boxed_local()).await;
        let at = |at, lag| (ms(at), us(lag));
        let want = vec![at(13, 500), at(25, 0), at(38, 500), at(50, 0)];
        let what = "when it reports, and which lag, with a period of 12.5 ms";
        equal(what, seen.into_inner(), want);
    });
}

const fn us(count: u64) -> Duration {
    Duration::from_micros(count)
}

fn it_goes_on() {
    promise("never ends by itself");
    virtual_time(async |_| {
        let (count, late) = (RefCell::new(0), RefCell::new(Duration::ZERO));
        let period = ms(100);
        let watched = canary(period, |lag| {
            *count.borrow_mut() += 1;
            *late.borrow_mut() += lag;
        });
        let day = async {
            sleep(ms(60 * 100 + 5)).await;
            advance(ms(20 * 100)).await;
            sleep(ms(30 * 100)).await;
        };
        beside(watched, day.boxed_local()).await;
        equal(
            "how often it reports in 110 periods of 100 ms, with one delay of 20",
            count.into_inner(),
            91,
        );
        let want = ms(19 * 100 + 5);
        equal("how late it was in all", late.into_inner(), want);
    });
    virtual_time(async |_| {
        let count = RefCell::new(0);
        // Each report takes longer than a period, so that none of the first is waited for.
        let watched = canary(PERIOD, |_| {
            *count.borrow_mut() += 1;
            if *count.borrow() <= 2_000 {
                let _ = advance(ms(101)).now_or_never();
            }
        });
        beside(watched, sleep(ms(203_000)).boxed_local()).await;
        let count = count.into_inner();
        let seen = format!("it said nothing any more after {count} reports");
        holds(
            count > 2_000,
            Kind::WrongResult,
            &seen,
            "its time has come again and again",
        );
    });
}

fn it_starts_no_task() {
    promise("It starts no task");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let mut watched = canary(PERIOD, |_| {});
        let _ = select(&mut watched, sleep(ms(250)).boxed_local()).await;
        tasks.none_left();
        drop(watched);
        tasks.none_left();
    });
}

fn two_canaries_have_rhythms_of_their_own() {
    promise("Wakes up at each multiple of `period` after its first poll");
    look_at("what do two canaries share?");
    virtual_time(async |clock| {
        let seen = RefCell::new(Vec::new());
        let watch = |name: &'static str, period| {
            let (seen, clock) = (&seen, &clock);
            canary(period, move |lag| {
                seen.borrow_mut().push((name, clock.elapsed(), lag))
            })
        };
        let (first, second) = (watch("first", ms(100)), watch("second", ms(70)));
        let both = async {
            let late = async {
                sleep(ms(30)).await;
                second.await
            };
            match futures::future::join(first, late).await.0 {}
        };
        let day = async {
            sleep(ms(180)).await;
            advance(ms(60)).await;
            sleep(ms(35)).await;
        };
        beside(both.boxed_local(), day.boxed_local()).await;
        let mut seen = seen.into_inner();
        seen.sort();
        let want = vec![
            ("first", ms(100), ms(0)),
            ("first", ms(240), ms(40)),
            ("second", ms(100), ms(0)),
            ("second", ms(170), ms(0)),
            ("second", ms(240), ms(0)),
        ];
        equal(
            "when two canaries report, and which lag, held up from 180 to 240 ms",
            seen,
            want,
        );
    });
}
