//! `outcomes` waits for every job and tells how it ended; a panic becomes a value and stops nobody.

use exercise::JobError::{self, Cancelled, Panicked};
use lab::{Job, ms};
use proof::{equal, expect_panic, virtual_time};
use tokio::task::JoinHandle;

proof::main!(
    one_panic_leaves_the_other_jobs_alone,
    a_panic_is_told_in_its_own_words,
    an_aborted_job_is_told_from_one_that_panicked,
    every_job_is_waited_for,
);

fn start(job: Job) -> JoinHandle<String> {
    tokio::spawn(job.run())
}

/// How each job ended, in the words of the test.
async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Result<String, String>> {
    let in_words = |error: JobError| match error {
        Panicked(words) => format!("panicked: {words}"),
        Cancelled => "cancelled".to_owned(),
    };
    let outcomes = exercise::outcomes(handles).await;
    outcomes
        .into_iter()
        .map(|outcome| outcome.map_err(in_words))
        .collect()
}

fn one_panic_leaves_the_other_jobs_alone() {
    expect_panic("out of paper");
    virtual_time(async |_| {
        let handles = vec![
            start(Job::returns("backup", "42 files saved", ms(30))),
            start(Job::panics("invoices", "out of paper", ms(10))),
            start(Job::returns("cleanup", "3 carts emptied", ms(20))),
        ];
        let told = [
            Ok("42 files saved".to_owned()),
            Err("panicked: out of paper".to_owned()),
            Ok("3 carts emptied".to_owned()),
        ];
        equal("the list of outcomes", outcomes(handles).await, told);
    });
}

fn a_panic_is_told_in_its_own_words() {
    expect_panic("out of paper");
    expect_panic("out of ink");
    virtual_time(async |_| {
        // The payload of the first is a `&str`, that of the second a `String`.
        let constant = tokio::spawn(async { panic!("out of ink") });
        let formatted = start(Job::panics("invoices", "out of paper", ms(10)));
        let told = ["out of ink", "out of paper"].map(|words| Err(format!("panicked: {words}")));
        let outcomes = outcomes(vec![constant, formatted]).await;
        equal("the list of outcomes", outcomes, told);
    });
}

fn an_aborted_job_is_told_from_one_that_panicked() {
    virtual_time(async |_| {
        let aborted = start(Job::returns("backup", "42 files saved", ms(30)));
        aborted.abort();
        let cleanup = start(Job::returns("cleanup", "3 carts emptied", ms(20)));
        let outcomes = outcomes(vec![aborted, cleanup]).await;
        let told = [
            Err("cancelled".to_owned()),
            Ok("3 carts emptied".to_owned()),
        ];
        equal("the list of outcomes", outcomes, told);
    });
}

fn every_job_is_waited_for() {
    expect_panic("out of paper");
    virtual_time(async |clock| {
        let quick = start(Job::panics("invoices", "out of paper", ms(10)));
        let slow = start(Job::returns("backup", "42 files saved", ms(30)));
        exercise::outcomes(vec![quick, slow]).await;
        clock.ends_at(ms(30), "the slowest job");
    });
}
