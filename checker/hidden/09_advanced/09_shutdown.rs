//! `serve` stops in stages: intake, jobs, and the flush at the end, whatever the jobs do.
// no promise: "Work of a service, which is told by its token that the service stops." It says what the type is for.
// no promise: "The time that jobs have to come to their end, once the service is told to stop." `serve` says so.
// no promise: "How the jobs ended." It says what the type is for.

use exercise::{Ended, Job};
use futures::FutureExt;
use futures::future::BoxFuture;
use lab::ms;
use proof::prelude::*;
use std::cell::Cell;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

proof::main!(
    each_job_runs_as_a_task_of_its_own,
    nothing_is_begun_any_more,
    who_sends_another_one_gets_an_error,
    jobs_are_told_and_waited_for,
    the_last_job_is_not_waited_for_in_vain,
    what_has_not_ended_is_stopped,
    the_time_is_counted_from_the_stop,
    both_sides_of_the_grace,
    who_has_ended_in_time_was_not_stopped,
    the_flush_is_run_to_its_end,
    a_token_of_a_job_is_its_own,
    without_senders_it_ends_too,
    without_senders_it_can_still_be_stopped,
    a_job_that_panics_is_over,
    while_nothing_comes_it_sleeps,
    two_services_stop_by_themselves,
);

/// The moment at which most of these are told to stop.
const NIGHT: u64 = 100;
const FLUSH: u64 = 30;
/// The watchdog of virtual time waits for an hour.
const HALF_AN_HOUR: u64 = 1_800_000;
/// `NIGHT` and 5 s.
const MORNING: u64 = 5_100;

/// What a test and a service have of each other.
struct Service {
    work: Work,
    stop: CancellationToken,
    sender: Sender<Job>,
    jobs: Receiver<Job>,
}

impl Service {
    fn new() -> Self {
        let (sender, jobs) = mpsc::channel(64);
        let (work, stop) = (Work::new(), CancellationToken::new());
        Self {
            work,
            stop,
            sender,
            jobs,
        }
    }

    fn sends(&self, job: Job) {
        let sent = self.sender.try_send(job).is_ok();
        holds(
            sent,
            Kind::WrongResult,
            "a job could not be sent",
            "nobody has stopped the service",
        );
    }

    /// A job that does not listen.
    fn takes(&self, name: &str, time: u64) {
        let work = self.work.takes(name, ms(time));
        self.sends(Box::new(move |_| work.boxed()));
    }

    /// A job that ends so long after it is told to.
    fn listens(&self, name: &'static str, time: u64) {
        let work = self.work.clone();
        self.sends(Box::new(move |token| {
            async move {
                let call = work.begin(name);
                token.cancelled().await;
                sleep(ms(time)).await;
                call.finish();
            }
            .boxed()
        }));
    }

    fn flush(&self, time: u64) -> BoxFuture<'static, ()> {
        self.work.takes("flush", ms(time)).boxed()
    }

    /// Run until the night, and then to the end; how it ended.
    async fn until_night(self) -> &'static str {
        let (flush, stop) = (self.flush(FLUSH), self.stop.clone());
        let night = async {
            sleep(ms(NIGHT)).await;
            stop.cancel();
        };
        let tasks = Tasks::baseline();
        let (ended, ()) = tokio::join!(exercise::serve(self.jobs, self.stop, flush), night);
        tasks.none_left();
        // Until here, somebody could have sent a job.
        drop(self.sender);
        shown(ended)
    }
}

fn shown(ended: Ended) -> &'static str {
    match ended {
        Ended::Drained => "Drained",
        Ended::Forced => "Forced",
    }
}

fn each_job_runs_as_a_task_of_its_own() {
    promise("Runs each of `jobs` when it comes, as a task of its own");
    never_blocks("blocks no thread");
    look_at("which job waits for another one before it begins?");
    virtual_time(async |clock| {
        let Service {
            work,
            stop,
            sender,
            jobs,
        } = Service::new();
        let serves = exercise::serve(jobs, stop.clone(), async {}.boxed());
        let customers = async {
            for hour in 0..3 {
                for job in 0..10 {
                    let work = work.takes(&format!("job {hour}-{job}"), ms(250));
                    let job: Job = Box::new(move |_| work.boxed());
                    equal(
                        "whether a job is taken",
                        sender.send(job).await.is_ok(),
                        true,
                    );
                }
                sleep(ms(100)).await;
            }
            stop.cancel();
        };
        let (ended, ()) = tokio::join!(serves, customers);
        work.peak_is(30);
        work.each_on_its_own_task();
        clock.elapsed_is(ms(450), "the last ones began after 200 ms, and take 250");
        equal("how it ended", shown(ended), "Drained");
    });
}

fn nothing_is_begun_any_more() {
    promise("From then on no job is taken in, not even one that is in the channel already");
    look_at("a job and the order to stop are there at the same time: which one goes first?");
    virtual_time(async |clock| {
        for waits_by_now in [false, true].repeat(30) {
            let Service {
                work,
                stop,
                sender,
                jobs,
            } = Service::new();
            clock.restart();
            let serves =
                exercise::serve(jobs, stop.clone(), work.takes("flush", ms(FLUSH)).boxed());
            let late = async {
                if waits_by_now {
                    sleep(ms(10)).await;
                }
                for n in 1..=3 {
                    let work = work.takes(&format!("late job {n}"), ms(20));
                    let _ = sender.try_send(Box::new(move |_| work.boxed()));
                }
                // Nobody has had a turn in between.
                stop.cancel();
            };
            let ((), ended) = tokio::join!(biased; late, serves);
            work.calls_are(&["flush"]);
            equal("how it ended", shown(ended), "Drained");
            let at = if waits_by_now { 10 } else { 0 };
            clock.ends_at(ms(at + FLUSH), "no job has begun");
        }
    });
}

fn who_sends_another_one_gets_an_error() {
    promise("who sends\nanother one gets an error");
    if_it_hangs("who sends a job waits for room, and nobody takes one out any more");
    virtual_time(async |_| {
        let (sender, jobs) = mpsc::channel::<Job>(2);
        let (work, stop) = (Work::new(), CancellationToken::new());
        let job = || -> Job {
            let work = work.takes("job", ms(2_000));
            Box::new(move |_| work.boxed())
        };
        let customers = async {
            equal(
                "whether a job is taken",
                sender.send(job()).await.is_ok(),
                true,
            );
            sleep(ms(NIGHT)).await;
            // Two are in the channel, and this one waits for room.
            let _ = (sender.try_send(job()), sender.try_send(job()));
            let mut waits = sender.send(job()).boxed();
            let early = (&mut waits).now_or_never();
            equal(
                "whether there is room for a third one",
                early.is_some(),
                false,
            );
            stop.cancel();
            let waited = timeout(ms(1_000), waits).await;
            let is_told = matches!(waited, Ok(Err(_)));
            equal("whether who waits for room gets an error", is_told, true);
            let another = sender.send(job()).now_or_never();
            let is_told = matches!(another, Some(Err(_)));
            equal("whether who sends another job gets an error", is_told, true);
        };
        let serves = exercise::serve(jobs, stop.clone(), async {}.boxed());
        let (ended, ()) = tokio::join!(serves, customers);
        equal("how it ended", shown(ended), "Drained");
        work.calls_are(&["job"]);
    });
}

fn jobs_are_told_and_waited_for() {
    promise("The tokens of those that were taken in are cancelled.");
    never_blocks("blocks no thread");
    look_at("which tokens do the jobs have, and who cancels them when?");
    virtual_time(async |clock| {
        let service = Service::new();
        let work = service.work.clone();
        service.listens("shop window", 0);
        service.listens("till", 300);
        service.takes("parcel", 2_000);
        service.takes("letter", 20);
        let ended = service.until_night().await;
        work.happened(&[
            "start shop window",
            "start till",
            "start parcel",
            "start letter",
            "end letter",
            "end shop window",
            "end till",
            "end parcel",
            "start flush",
            "end flush",
        ]);
        clock.ends_at(ms(2_000 + FLUSH), "the parcel, and the flush");
        promise("By themselves, be it by a panic.");
        equal("how it ended", ended, "Drained");
    });
}

fn the_last_job_is_not_waited_for_in_vain() {
    promise("As soon\nas the last one is gone");
    look_at("when does what keeps track of the jobs say that there are none?");
    for jobs in [0, 1, 7] {
        virtual_time(async |clock| {
            let service = Service::new();
            let work = service.work.clone();
            for _ in 0..jobs {
                // One that looks at its token between two jobs only would take an hour.
                service.listens("hour", 0);
            }
            let ended = service.until_night().await;
            clock.ends_at(ms(NIGHT + FLUSH), "every job ends when it is told to");
            work.finished("flush");
            equal("how it ended", ended, "Drained");
            promise("It is woken by what\nit waits for");
            clock.moves_at_most(20, "the night, and the flush");
        });
    }
}

fn what_has_not_ended_is_stopped() {
    promise(
        "They may go\non for `GRACE`, counted from then; those that have not ended by then are stopped.",
    );
    promise_against(Kind::Leaks, "Of what it has started, nothing is left.");
    if_it_hangs("a job that does not listen is waited for without end");
    look_at("how long may all of them take together, and what is done then?");
    virtual_time(async |clock| {
        let service = Service::new();
        let work = service.work.clone();
        service.takes("two seconds", 2_000);
        service.takes("half an hour", HALF_AN_HOUR);
        service.takes("four seconds", 4_000);
        service.listens("polite one", 4_500);
        let ended = service.until_night().await;
        work.finished("two seconds");
        work.finished("four seconds");
        work.finished("polite one");
        work.dropped_at("half an hour", ms(MORNING));
        promise(
            "As soon\nas the last one is gone, with all that it owns, `flush` is run to its end",
        );
        work.happened(&[
            "start two seconds",
            "start half an hour",
            "start four seconds",
            "start polite one",
            "end two seconds",
            "end four seconds",
            "end polite one",
            "drop half an hour",
            "start flush",
            "end flush",
        ]);
        clock.ends_at(ms(MORNING + FLUSH), "5 s after the stop, and the flush");
        promise("Some did not, and were stopped.");
        equal("how it ended", ended, "Forced");
    });
}

fn the_time_is_counted_from_the_stop() {
    promise("counted from then");
    look_at("from which moment on are the five seconds counted, and how often?");
    virtual_time(async |clock| {
        let service = Service::new();
        let work = service.work.clone();
        for n in 1..=40 {
            service.takes(&format!("job {n}"), n * 1_000);
        }
        let ended = service.until_night().await;
        clock.ends_at(ms(MORNING + FLUSH), "5 s after the stop, and the flush");
        for n in 1..=5 {
            work.finished(&format!("job {n}"));
        }
        for n in 6..=40 {
            work.dropped_at(&format!("job {n}"), ms(MORNING));
        }
        equal("how it ended", ended, "Forced");
    });
}

fn both_sides_of_the_grace() {
    promise("those that have not ended by then are stopped");
    for (time, want) in [(MORNING - 1, "Drained"), (MORNING + 1, "Forced")] {
        virtual_time(async |clock| {
            let service = Service::new();
            let work = service.work.clone();
            service.takes("job", time);
            let ended = service.until_night().await;
            match want {
                "Drained" => work.finished("job"),
                _ => work.dropped_at("job", ms(MORNING)),
            }
            clock.ends_at(
                ms(time.min(MORNING) + FLUSH),
                "the job, or 5 s after the stop",
            );
            let what = format!("how it ended with a job that takes {time} ms of {MORNING}");
            equal(&what, ended, want);
        });
    }
}

/// The thread is busy with something else from before the end of the last job until after that
/// of its time.
fn who_has_ended_in_time_was_not_stopped() {
    promise("By themselves, be it by a panic.");
    look_at("the last job has ended, and the time is over as well: which of them is asked first?");
    for _ in 0..20 {
        virtual_time(async |_| {
            let service = Service::new();
            let work = service.work.clone();
            service.takes("job", MORNING - 1);
            let mut serves = service.until_night().boxed_local();
            let early = timeout(ms(MORNING - 2), &mut serves).await;
            equal("whether it has ended by then", early.is_ok(), false);
            sleep(ms(4)).await;
            let ended = serves.await;
            work.finished("job");
            let what = "how it ended with a job that took 1 ms less than its time";
            equal(what, ended, "Drained");
        });
    }
}

fn the_flush_is_run_to_its_end() {
    promise("`flush` is run to its end, however long\nthat takes");
    look_at("which time is limited, and which is not?");
    for (job, ended_at) in [(20, NIGHT), (HALF_AN_HOUR, MORNING)] {
        virtual_time(async |clock| {
            let service = Service::new();
            service.takes("job", job);
            let (work, flush) = (service.work.clone(), service.flush(HALF_AN_HOUR));
            let Service {
                stop, sender, jobs, ..
            } = service;
            let night = async {
                sleep(ms(NIGHT)).await;
                stop.cancel();
            };
            let _ = tokio::join!(exercise::serve(jobs, stop.clone(), flush), night);
            work.finished("flush");
            promise("Then this returns.");
            clock.ends_at(
                ms(ended_at + HALF_AN_HOUR),
                "the jobs, and half an hour for the flush",
            );
            drop(sender);
        });
    }
}

fn a_token_of_a_job_is_its_own() {
    promise(
        "A job has a token of its own. If the job cancels it, that says nothing to anybody else.",
    );
    look_at("who else hears of it when a job cancels its token?");
    virtual_time(async |clock| {
        let service = Service::new();
        let (work, stop) = (service.work.clone(), service.stop.clone());
        service.listens("till", 0);
        let rude = service.work.clone();
        service.sends(Box::new(move |token| {
            async move {
                rude.takes("rude one", ms(10)).await;
                token.cancel();
            }
            .boxed()
        }));
        let sender = service.sender.clone();
        let later = async {
            sleep(ms(60)).await;
            equal(
                "whether the service is told to stop",
                stop.is_cancelled(),
                false,
            );
            let work = work.takes("later one", ms(20));
            let sent = sender.send(Box::new(move |_| work.boxed())).await;
            equal("whether another job is taken", sent.is_ok(), true);
        };
        let (ended, ()) = tokio::join!(service.until_night(), later);
        work.happened(&[
            "start till",
            "start rude one",
            "end rude one",
            "start later one",
            "end later one",
            "end till",
            "start flush",
            "end flush",
        ]);
        clock.ends_at(ms(NIGHT + FLUSH), "the night, and the flush");
        equal("how it ended", ended, "Drained");
    });
}

fn without_senders_it_ends_too() {
    promise(
        "If there is nobody who could send a job any more, it waits for those that were taken in,\nthen runs `flush` and returns.",
    );
    never_blocks("blocks no thread");
    look_at("what does the channel give when the last sender is gone, and how often?");
    for (time, began) in [(0, false), (20, true), (1_200_000, true)] {
        virtual_time(async |clock| {
            let tasks = Tasks::baseline();
            let service = Service::new();
            if began {
                service.takes("job", time);
            }
            let flush = service.flush(FLUSH);
            let Service {
                work,
                stop,
                sender,
                jobs,
            } = service;
            drop(sender);
            let ended = exercise::serve(jobs, stop.clone(), flush).await;
            tasks.none_left();
            promise("they have all the time that they\nneed");
            if began {
                work.finished("job");
            }
            work.finished("flush");
            clock.ends_at(ms(time + FLUSH), "the jobs, and the flush");
            equal("how it ended", shown(ended), "Drained");
            promise("It is woken by what\nit waits for");
            clock.moves_at_most(20, "one job, and the flush");
            promise("until `stop` is cancelled");
            equal(
                "whether somebody has cancelled `stop`",
                stop.is_cancelled(),
                false,
            );
        });
    }
}

fn without_senders_it_can_still_be_stopped() {
    promise(
        "Until `stop` is cancelled they have all the time that they\nneed, and nobody tells them to hurry.",
    );
    if_it_hangs("after the last sender is gone, it is not told to stop any more");
    look_at("while it waits for jobs after the last sender is gone: what else may happen?");
    virtual_time(async |clock| {
        let service = Service::new();
        service.takes("half an hour", HALF_AN_HOUR);
        service.listens("till", 300);
        let (tells, told) = oneshot::channel();
        service.sends(Box::new(move |token| {
            async { drop(tells.send(token)) }.boxed()
        }));
        let flush = service.flush(FLUSH);
        let Service {
            work,
            stop,
            sender,
            jobs,
        } = service;
        drop(sender);
        let night = async {
            let token = told.await;
            sleep(ms(60_000)).await;
            let is_told = token.is_ok_and(|token| token.is_cancelled());
            let what = "whether jobs are told to end, before anybody has stopped the service";
            equal(what, is_told, false);
            stop.cancel();
        };
        let (ended, ()) = tokio::join!(exercise::serve(jobs, stop.clone(), flush), night);
        work.finished("till");
        work.dropped_at("half an hour", ms(65_000));
        work.finished("flush");
        clock.ends_at(ms(65_000 + FLUSH), "5 s after the stop, and the flush");
        equal("how it ended", shown(ended), "Forced");
    });
}

fn a_job_that_panics_is_over() {
    promise("A\njob whose future panics is over, and the others go on.");
    look_at("what does a task that panicked do to those that wait for it?");
    expect_panic("out of paper");
    for at in [20, NIGHT + 500] {
        virtual_time(async |clock| {
            let service = Service::new();
            let work = service.work.clone();
            service.sends(Box::new(move |_| {
                async move {
                    sleep(ms(at)).await;
                    panic!("out of paper");
                }
                .boxed()
            }));
            service.takes("job", 2_000);
            service.listens("till", 300);
            let ended = service.until_night().await;
            work.finished("job");
            work.finished("till");
            work.finished("flush");
            clock.ends_at(ms(2_000 + FLUSH), "the slowest job, and the flush");
            equal("how it ended", ended, "Drained");
        });
    }
}

fn while_nothing_comes_it_sleeps() {
    promise("It is woken by what\nit waits for");
    never_blocks("blocks no thread");
    virtual_time(async |clock| {
        let service = Service::new();
        let flush = service.flush(FLUSH);
        let Service {
            work,
            stop,
            sender,
            jobs,
        } = service;
        let customer = async {
            sleep(ms(1_200_000)).await;
            let job = work.takes("job", ms(20));
            let sent = sender.send(Box::new(move |_| job.boxed())).await;
            equal(
                "whether a job is taken after twenty minutes",
                sent.is_ok(),
                true,
            );
            yield_now().await;
            sleep(ms(1_000_000)).await;
            stop.cancel();
        };
        let _ = tokio::join!(exercise::serve(jobs, stop.clone(), flush), customer);
        work.finished("job");
        clock.moves_at_most(30, "a job after twenty minutes, and the stop");
    });
}

fn two_services_stop_by_themselves() {
    promise("until `stop` is cancelled");
    look_at("what do two services share?");
    virtual_time(async |clock| {
        let (first, second) = (Service::new(), Service::new());
        let (north, south) = (first.work.clone(), second.work.clone());
        first.listens("north", 0);
        second.takes("south", 3_000);
        let ended_at = Cell::new(ms(0));
        let first = async {
            let ended = first.until_night().await;
            ended_at.set(clock.elapsed());
            ended
        };
        let second = async {
            sleep(ms(1_000)).await;
            second.until_night().await
        };
        let ended = tokio::join!(first, second);
        equal("how they ended", ended, ("Drained", "Drained"));
        equal(
            "when the first one ended",
            ended_at.get(),
            ms(NIGHT + FLUSH),
        );
        north.finished("north");
        south.finished("south");
        clock.ends_at(ms(4_000 + FLUSH), "the second one");
    });
}
