//! `run_all` gives each job a thread, has all of them under way together, and leaves each panic in its place.

// no promise: "A job of the night. It may run on any thread" It says what a job is.
// no promise: "The calling thread may be one of these threads." It allows, and asks for nothing.

use lab::ms;
use proof::comes_true;
use proof::prelude::*;
use std::any::Any;
use std::panic::panic_any;
use std::sync::Arc;
use std::thread;

proof::main!(
    the_jobs_are_under_way_at_the_same_time,
    so_are_more_than_anybody_would_guess,
    the_outcomes_come_in_the_order_of_the_jobs,
    each_text_comes_as_it_was_returned,
    a_panic_is_the_outcome_of_its_job_alone,
    one_job_that_panics_is_an_error,
    so_are_all_where_none_returns,
    no_jobs_have_no_outcomes,
);

type Job = Box<dyn FnOnce() -> String + Send>;

/// How each job ended: its text, or the payload of its panic.
fn run_all(jobs: Vec<Job>) -> Vec<Result<String, String>> {
    let outcomes = within(ms(4_000), "run_all", || exercise::run_all(jobs));
    let told = |outcome: thread::Result<String>| outcome.map_err(|panic| payload(&*panic));
    outcomes.into_iter().map(told).collect()
}

/// A payload, with its type: that is kept, too.
fn payload(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        format!("{text}, a &str")
    } else if let Some(text) = payload.downcast_ref::<String>() {
        format!("{text}, a String")
    } else if let Some(number) = payload.downcast_ref::<u32>() {
        format!("{number}, a u32")
    } else {
        "something that no job panicked with".to_owned()
    }
}

/// Jobs that end only if all of them are under way at once.
fn meeting(names: Vec<String>) -> Vec<Job> {
    // A busy machine takes its time to start hundreds of threads.
    let patience = ms(1_000 + 8 * names.len() as u64);
    let all = Arc::new(Rendezvous::of(names.len()).patience(patience));
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
    promise("each on a thread of its own and all at the same time");
    let names = articles::<3>().map(str::to_owned);
    let jobs = meeting(names.to_vec());
    let wanted = expected("the list of outcomes", names.map(Ok::<_, String>));
    wanted.is(run_all(jobs));
}

fn so_are_more_than_anybody_would_guess() {
    promise("however many there are");
    look_at("how many threads are started, and who runs the jobs for which there is none?");
    let jobs = 260;
    let names: Vec<_> = (1..=jobs).map(|job| format!("job {job}")).collect();
    let done = run_all(meeting(names))
        .into_iter()
        .filter(|job| job.is_ok());
    equal("the number of jobs that were done", done.count(), jobs);
}

fn the_outcomes_come_in_the_order_of_the_jobs() {
    promise("in the order of `jobs`");
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

fn each_text_comes_as_it_was_returned() {
    promise("A job that returned gives `Ok` with its text.");
    let [article] = articles();
    let texts = [
        "",
        article,
        article,
        " with a blank at both ends ",
        "two\nlines\n",
    ];
    let job = |text: &str| -> Job {
        let text = text.to_owned();
        Box::new(move || text)
    };
    let wanted = expected("the list of outcomes", texts.map(Ok::<_, String>));
    wanted.is(run_all(texts.map(job).into()));
}

fn a_panic_is_the_outcome_of_its_job_alone() {
    promise("`Err` with the payload of its panic, just as `join` does; the other jobs go on");
    if_it_hangs("it waits for something that a job which panicked does not send any more");
    expect_panic("out of paper");
    expect_panic("cart 7 is stuck");
    expect_panic("a panic without a message");
    let cart = 7;
    let jobs: Vec<Job> = vec![
        Box::new(|| panic!("out of paper")),
        Box::new(|| "42 files saved".to_owned()),
        Box::new(move || panic!("cart {cart} is stuck")),
        Box::new(|| panic_any(404_u32)),
        Box::new(|| panic!("out of paper")),
        Box::new(|| "3 carts emptied".to_owned()),
    ];
    let out_of_paper = || Err("out of paper, a &str".to_owned());
    let told = [
        out_of_paper(),
        Ok("42 files saved".to_owned()),
        Err("cart 7 is stuck, a String".to_owned()),
        Err("404, a u32".to_owned()),
        out_of_paper(),
        Ok("3 carts emptied".to_owned()),
    ];
    equal("the list of outcomes", run_all(jobs), told);
}

fn one_job_that_panics_is_an_error() {
    promise("the panic is not passed on to the caller");
    expect_panic("out of paper");
    let outcome = run_all(vec![Box::new(|| panic!("out of paper"))]);
    let wanted = [Err::<String, _>("out of paper, a &str".to_owned())];
    equal("the list of outcomes", outcome, wanted);
}

fn so_are_all_where_none_returns() {
    promise("the panic is not passed on to the caller");
    expect_panic("out of paper");
    for jobs in [2, 3, 5] {
        let job = || -> Job { Box::new(|| panic!("out of paper")) };
        let outcomes = run_all((0..jobs).map(|_| job()).collect());
        let wanted = vec![Err::<String, _>("out of paper, a &str".to_owned()); jobs];
        equal("the list of outcomes", outcomes, wanted);
    }
}

fn no_jobs_have_no_outcomes() {
    promise("Of no jobs there is nothing to tell: the list is empty.");
    equal("the number of outcomes", run_all(Vec::new()).len(), 0);
}
