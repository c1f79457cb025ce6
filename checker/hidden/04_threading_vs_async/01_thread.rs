//! `run_all` gives each job a thread, has all of them under way together, and leaves each panic in its place.

use lab::ms;
use proof::comes_true;
use proof::prelude::*;
use std::any::Any;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

proof::main!(
    the_jobs_are_under_way_at_the_same_time,
    there_are_as_many_threads_as_jobs,
    the_outcomes_stand_in_the_order_of_the_jobs,
    a_panic_is_the_outcome_of_its_job_alone,
);

type Job = Box<dyn FnOnce() -> String + Send>;

/// How each job ended: its text, or the words of its panic.
fn run_all(jobs: Vec<Job>) -> Vec<Result<String, String>> {
    let outcomes = within(ms(3_000), "run_all", || exercise::run_all(jobs));
    let in_words = |outcome: thread::Result<String>| outcome.map_err(|panic| words(&*panic));
    outcomes.into_iter().map(in_words).collect()
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "another payload".to_owned())
}

/// Jobs that end only if all of them are under way at once.
fn meeting(names: Vec<String>) -> Vec<Job> {
    let all = Arc::new(Rendezvous::of(names.len()).patience(ms(1_500)));
    let job = |name: String| -> Job {
        let all = all.clone();
        Box::new(move || {
            all.arrive(&name);
            name
        })
    };
    names.into_iter().map(job).collect()
}

fn the_jobs_are_under_way_at_the_same_time() {
    let names = articles::<3>().map(str::to_owned);
    let jobs = meeting(names.to_vec());
    let wanted = expected("the list of outcomes", names.map(Ok::<_, String>));
    wanted.is(run_all(jobs));
}

fn there_are_as_many_threads_as_jobs() {
    look_at("how many threads are started, and who runs the jobs for which there is none?");
    // More than processors, and not more than any machine has room for.
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = (processors + 1).clamp(12, 40);
    let names: Vec<_> = (1..=jobs).map(|job| format!("job {job}")).collect();
    let done = run_all(meeting(names))
        .into_iter()
        .filter(|job| job.is_ok());
    equal("the number of jobs that were done", done.count(), jobs);
}

fn the_outcomes_stand_in_the_order_of_the_jobs() {
    let quick = Crew::new();
    let told = articles().map(|article| format!("{} x {article}", number(2..90)));
    let wanted = expected("the list of outcomes", told.each_ref().map(Ok::<_, String>));
    let [one, two, three] = told;
    let (first, second) = (quick.clone(), quick.clone());
    let jobs: Vec<Job> = vec![
        Box::new(move || {
            // The others have handed over what they have by the time their threads are gone.
            comes_true(ms(1_000), || quick.threads() == 2 && quick.alive() == 0);
            one
        }),
        Box::new(move || {
            first.comes_by();
            two
        }),
        Box::new(move || {
            second.comes_by();
            three
        }),
    ];
    wanted.is(run_all(jobs));
}

fn a_panic_is_the_outcome_of_its_job_alone() {
    if_it_hangs("it waits for something that a job which panicked does not send any more");
    expect_panic("out of paper");
    expect_panic("cart 7 is stuck");
    let cart = 7;
    let jobs: Vec<Job> = vec![
        Box::new(|| panic!("out of paper")),
        Box::new(|| "42 files saved".to_owned()),
        Box::new(move || panic!("cart {cart} is stuck")),
    ];
    let told = [
        Err("out of paper".to_owned()),
        Ok("42 files saved".to_owned()),
        Err("cart 7 is stuck".to_owned()),
    ];
    equal("the list of outcomes", run_all(jobs), told);
}
