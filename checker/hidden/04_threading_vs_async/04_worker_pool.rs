//! The workers of `start_workers` share one queue, and none of them waits while another one works.

use lab::ms;
use proof::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

proof::main!(
    every_job_is_done_and_then_the_workers_end,
    the_workers_do_their_jobs_at_the_same_time,
    whoever_has_time_takes_the_next_job,
    nobody_but_the_workers_does_a_job,
    a_worker_goes_on_after_a_job_that_panicked,
    a_worker_sleeps_until_there_is_a_job,
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
    let (done, jobs) = (Done::default(), number(4..9) as usize);
    work(2, (0..jobs).map(|_| done.job()).collect());
    done.is(jobs);
}

fn the_workers_do_their_jobs_at_the_same_time() {
    look_at("while one worker does its job, what do the others wait for?");
    let both = Arc::new(Rendezvous::of(2));
    let jobs = ["photo 1", "photo 2"].map(|photo| {
        let both = both.clone();
        job(move || both.arrive(photo))
    });
    work(2, jobs.into());
}

fn whoever_has_time_takes_the_next_job() {
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

fn nobody_but_the_workers_does_a_job() {
    let (crew, gate) = (Crew::new(), Arc::new(Mutex::new(())));
    let this_thread = thread::current().id();
    let visit = || {
        let (crew, gate) = (crew.clone(), gate.clone());
        job(move || {
            crew.comes_by();
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
    end(workers);
    let threads = crew.threads();
    holds(
        threads <= 2,
        Kind::TooConcurrent,
        &format!("6 jobs were done by {threads} threads, and there are 2 workers"),
        "more threads are started than were asked for: each costs memory, and all want the processor",
    );
}

fn a_worker_goes_on_after_a_job_that_panicked() {
    look_at("where does the panic of a job end, and what comes after it?");
    expect_panic("out of paper");
    let (done, panics) = (Done::default(), || job(|| panic!("out of paper")));
    // As many panics as workers.
    work(2, vec![panics(), panics(), done.job(), done.job()]);
    done.is(2);
}

fn a_worker_sleeps_until_there_is_a_job() {
    look_at("what does a worker do while the queue is empty, and not closed?");
    let (sender, queue) = mpsc::channel();
    let (done, (show, seen)) = (Done::default(), mpsc::channel());
    let workers = start(1, queue);
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
