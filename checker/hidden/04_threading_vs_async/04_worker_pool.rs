//! The workers of `start_workers` share one queue, and none of them waits while another one works.

// no promise: "Something to do, on any thread." It says what a job is.
// no promise: "If it panics, dropping the payload does not." The tests keep to it.
// no promise: "They are one at least." The tests keep to it.

use lab::ms;
use proof::comes_true;
use proof::prelude::*;
use std::collections::HashSet;
use std::panic::panic_any;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, ThreadId};

proof::main!(
    every_job_is_done_and_then_the_workers_end,
    the_workers_do_their_jobs_at_the_same_time,
    there_are_as_many_workers_as_asked_for,
    whoever_has_time_takes_the_next_job,
    nobody_but_the_workers_does_a_job,
    a_worker_goes_on_after_a_job_that_panicked,
    the_same_worker_goes_on_and_does_not_panic_itself,
    a_worker_sleeps_until_there_is_a_job,
    it_does_however_long_there_is_none,
    the_jobs_are_taken_in_the_order_of_the_queue,
    no_job_and_no_worker_is_forgotten_in_whatever_order_they_come,
);

type Job = Box<dyn FnOnce() + Send>;

fn job(work: impl FnOnce() + Send + 'static) -> Job {
    Box::new(work)
}

/// A queue to which nobody will add anything.
fn closed(jobs: Vec<Job>) -> Receiver<Job> {
    let (sender, queue) = mpsc::channel();
    for job in jobs {
        sender.send(job).expect("the receiver is here");
    }
    queue
}

/// Have these jobs done, and see the workers end.
fn work(workers: usize, jobs: Vec<Job>) {
    end(start(workers, closed(jobs)));
}

fn start(workers: usize, queue: Receiver<Job>) -> Vec<JoinHandle<()>> {
    if_it_hangs("the workers are started, and whoever starts them is not free to go on");
    within(ms(2_500), "start_workers", || {
        exercise::start_workers(workers, queue)
    })
}

fn end(workers: Vec<JoinHandle<()>>) {
    if_it_hangs("the queue is closed, and a worker does not end");
    for worker in workers {
        // If it panicked, that was said already.
        let _ = within(ms(2_500), "join", || worker.join());
    }
}

/// How many jobs were done, and such a job.
#[derive(Clone, Default)]
struct Done(Arc<AtomicUsize>);

impl Done {
    fn job(&self) -> Job {
        let done = self.clone();
        job(move || drop(done.0.fetch_add(1, Ordering::SeqCst)))
    }

    fn is(&self, jobs: usize) {
        equal(
            "the number of jobs that were done",
            self.0.load(Ordering::SeqCst),
            jobs,
        );
    }
}

fn every_job_is_done_and_then_the_workers_end() {
    promise("the workers do what is left in it, and then all of them end");
    for jobs in [number(4..9) as usize, 10, 1, 0] {
        let done = Done::default();
        work(3, (0..jobs).map(|_| done.job()).collect());
        done.is(jobs);
    }
}

/// As many jobs as workers, which end only if all are under way at once.
fn meet(workers: usize) {
    let all = Arc::new(Rendezvous::of(workers));
    let jobs = (1..=workers).map(|photo| {
        let all = all.clone();
        job(move || all.arrive(&format!("photo {photo}")))
    });
    work(workers, jobs.collect());
}

fn the_workers_do_their_jobs_at_the_same_time() {
    promise("while a worker does its job the others can take and do theirs");
    look_at("while one worker does its job, what do the others wait for?");
    meet(2);
}

fn there_are_as_many_workers_as_asked_for() {
    promise("Start `workers` threads that do the jobs of one queue");
    look_at("how many threads are started, and what does their number depend on?");
    meet(1);
    crowd(100);
}

/// The same for so many that a busy machine takes its time to start them: as long as one
/// more comes each second, nobody is missed.
fn crowd(workers: usize) {
    let (came, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(())));
    let comes = || {
        let (came, gate) = (came.clone(), gate.clone());
        job(move || {
            came.fetch_add(1, Ordering::SeqCst);
            drop(gate.lock());
        })
    };
    let closed_gate = gate.lock();
    let queue = closed((0..workers).map(|_| comes()).collect());
    let start = background("start_workers", move || {
        exercise::start_workers(workers, queue)
    });
    let mut here = 0;
    while here < workers && comes_true(ms(1_000), || came.load(Ordering::SeqCst) > here) {
        here = came.load(Ordering::SeqCst);
    }
    drop(closed_gate);
    let seen = format!("of {workers} workers only {here} did a job at the same time");
    let meaning = "there are fewer workers than were asked for, or they wait for each other";
    holds(here == workers, Kind::NotConcurrent, &seen, meaning);
    if_it_hangs("the workers are started, and whoever starts them is not free to go on");
    end(start.result());
}

fn whoever_has_time_takes_the_next_job() {
    promise("Whoever has time takes the next one");
    look_at("when is it decided which worker does which job?");
    let large = Arc::new(Straggler::behind(7));
    let waits = large.clone();
    let mut jobs = vec![job(move || waits.waits("a large photo"))];
    jobs.resize_with(8, || {
        let large = large.clone();
        job(move || large.is_done())
    });
    work(2, jobs);
}

fn the_jobs_are_taken_in_the_order_of_the_queue() {
    promise("takes the next one");
    look_at("which of the jobs that wait is taken next?");
    let taken = Arc::new(Mutex::new(Vec::new()));
    let jobs = (1..=9).map(|photo| {
        let taken = taken.clone();
        job(move || taken.lock().expect("no job panics").push(photo))
    });
    work(1, jobs.collect());
    let taken = taken.lock().expect("no job panics").clone();
    let wanted: Vec<_> = (1..=9).collect();
    equal(
        "the list of jobs in the order in which one worker did them",
        taken,
        wanted,
    );
}

/// The threads that have done something.
#[derive(Clone, Default)]
struct Doers(Arc<Mutex<HashSet<ThreadId>>>);

impl Doers {
    fn add_this_thread(&self) {
        self.seen().insert(thread::current().id());
    }

    /// They are so many at most, of which the handles were returned.
    fn are_among(&self, workers: usize, handles: &HashSet<ThreadId>) {
        let seen = self.seen();
        holds(
            seen.len() <= workers,
            Kind::TooConcurrent,
            &format!(
                "jobs were done by {} threads, and {workers} were asked for",
                seen.len()
            ),
            "more threads are started than were asked for: each costs memory, and all want the processor",
        );
        let others = seen.difference(handles).count();
        holds(
            others == 0,
            Kind::WrongThread,
            &format!("threads that did a job and of which no handle was returned: {others}"),
            "another thread than the workers did a job",
        );
    }

    fn seen(&self) -> MutexGuard<'_, HashSet<ThreadId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn threads(workers: &[JoinHandle<()>]) -> HashSet<ThreadId> {
    workers.iter().map(|worker| worker.thread().id()).collect()
}

fn nobody_but_the_workers_does_a_job() {
    promise("No other thread does a job");
    let (doers, gate) = (Doers::default(), Arc::new(Mutex::new(())));
    let this_thread = thread::current().id();
    let visit = || {
        let (doers, gate) = (doers.clone(), gate.clone());
        job(move || {
            doers.add_this_thread();
            // This thread would wait for itself.
            if thread::current().id() != this_thread {
                drop(gate.lock());
            }
        })
    };
    let closed_gate = gate.lock();
    let workers = start(2, closed((0..6).map(|_| visit()).collect()));
    // While the workers wait at the gate, a thread too many takes the next job.
    ThreadWatch::everybody_else().settles();
    drop(closed_gate);
    let ids = threads(&workers);
    end(workers);
    doers.are_among(2, &ids);
}

fn a_worker_goes_on_after_a_job_that_panicked() {
    promise("It goes on after a job that panicked, whatever it panicked with");
    look_at("where does the panic of a job end, and what comes after it?");
    for message in [
        "out of paper",
        "photo 7 is torn",
        "a panic without a message",
    ] {
        expect_panic(message);
    }
    let (done, photo) = (Done::default(), 7);
    let mut jobs = vec![
        job(|| panic!("out of paper")),
        job(move || panic!("photo {photo} is torn")),
        job(|| panic_any(404_u32)),
    ];
    // Many more panics than workers.
    jobs.resize_with(40, || job(|| panic!("out of paper")));
    jobs.extend([done.job(), done.job()]);
    work(2, jobs);
    done.is(2);
}

fn the_same_worker_goes_on_and_does_not_panic_itself() {
    promise("and does not panic itself");
    look_at("what does a worker do with the panic of a job, then and when it ends?");
    expect_panic("out of paper");
    let doers = Doers::default();
    let visit = || {
        let doers = doers.clone();
        job(move || doers.add_this_thread())
    };
    let out_of_paper = || job(|| panic!("out of paper"));
    let jobs = vec![visit(), out_of_paper(), visit(), out_of_paper(), visit()];
    let workers = start(1, closed(jobs));
    let ids = threads(&workers);
    let panicked = within(ms(2_500), "join", || {
        let ends = workers.into_iter().map(JoinHandle::join);
        ends.filter(Result::is_err).count()
    });
    promise("No other thread does a job");
    doers.are_among(1, &ids);
    promise("and does not panic itself");
    equal("the number of workers that panicked", panicked, 0);
}

fn a_worker_sleeps_until_there_is_a_job() {
    promise(
        "A worker sleeps while there is nothing to do, and no other thread looks at times in its place.",
    );
    look_at("what does a worker do while the queue is empty, and not closed?");
    let (sender, queue) = mpsc::channel();
    let (done, (show, seen)) = (Done::default(), mpsc::channel());
    let workers = start(3, queue);
    // A worker that has ended drops the queue, and what is in it.
    let _ = sender.send(job(move || drop(show.send(ThreadWatch::this_thread()))));
    if_it_hangs("there is a job in the queue, and the worker does not take it");
    if let Ok(worker) = within(ms(2_500), "the first job", || seen.recv()) {
        worker.falls_asleep("the worker");
    }
    let _ = sender.send(done.job());
    drop(sender);
    end(workers);
    done.is(1);
}

fn it_does_however_long_there_is_none() {
    promise("A worker sleeps while there is nothing to do");
    promise_against(
        Kind::TooEarly,
        "When every sender of the queue is gone, the workers do what is left in it, and then all of them end.",
    );
    look_at("how long does a worker wait for a job, and what does it do then?");
    let (sender, queue) = mpsc::channel();
    let (done, (show, seen)) = (Done::default(), mpsc::channel());
    let workers = start(1, queue);
    let _ = sender.send(job(move || drop(show.send(ThreadWatch::this_thread()))));
    if_it_hangs("there is a job in the queue, and the worker does not take it");
    let worker = within(ms(2_500), "the first job", || seen.recv());
    let ends = background("a worker", move || {
        workers.into_iter().for_each(|worker| drop(worker.join()));
    });
    if let Ok(worker) = worker {
        ends.watch().settles();
        worker.settles();
        // Who wakes up on the way to sleep does so once.
        let rests = (0..2).any(|_| {
            let before = worker.cpu();
            ends.stays_asleep("the queue is empty, and not closed");
            worker.cpu() == before
        });
        holds(
            rests,
            Kind::BusyWaits,
            "while there was nothing to do, the worker woke up at least once a second",
            "it looks at times, although nobody has woken it",
        );
    }
    let _ = sender.send(done.job());
    drop(sender);
    if_it_hangs("the queue is closed, and a worker does not end");
    ends.result();
    done.is(1);
}

/// Where the workers share what takes turns, in one order after another.
fn no_job_and_no_worker_is_forgotten_in_whatever_order_they_come() {
    promise("the workers do what is left in it, and then all of them end");
    look_at("a job comes, or the queue is closed: what changes first, and who is told when?");
    if_it_hangs("a job is in the queue, or it is closed, and the workers sleep");
    Interleavings::of(1).each(
        || (),
        |(), _| {
            let ((sender, queue), (done, seen)) = (mpsc::channel(), mpsc::channel());
            let workers = exercise::start_workers(2, queue);
            for _ in 0..2 {
                let done = done.clone();
                let _ = sender.send(job(move || drop(done.send(()))));
                let _ = seen.recv();
            }
            drop(sender);
            workers.into_iter().for_each(|worker| drop(worker.join()));
        },
        |(), _| {},
    );
}
