//! `outcomes` waits for every job and tells how it ended; a panic becomes a value and stops nobody.
// no promise: "Why a job returned nothing." It says what the type is for.
// no promise: "It panicked, with this message." It says what the variant is for.
// no promise: "It was aborted." It says what the variant is for.

use exercise::JobError::{self, Cancelled, Panicked};
use lab::{Job, ms};
use proof::prelude::*;
use std::panic::panic_any;
use tokio::task::JoinHandle;

proof::main!(
    every_text_comes_back_as_it_is,
    a_panic_gives_its_message_and_nothing_else,
    a_payload_that_is_no_text_is_a_panic_too,
    an_aborted_job_is_told_from_one_that_panicked,
    every_job_is_waited_for,
    one_panic_leaves_the_other_jobs_alone,
    no_handles_are_no_outcomes,
);

fn start(job: Job) -> JoinHandle<String> {
    tokio::spawn(job.run())
}

/// How each job ended, as the code of the exercise writes it.
async fn outcomes(handles: Vec<JoinHandle<String>>) -> Vec<Written> {
    shown(exercise::outcomes(handles).await)
}

fn shown(outcomes: Vec<Result<String, JobError>>) -> Vec<Written> {
    let shown = outcomes.into_iter().map(|outcome| match outcome {
        Ok(text) => format!("Ok({text:?})"),
        Err(Panicked(message)) => panicked(message),
        Err(Cancelled) => CANCELLED.to_owned(),
    });
    shown.map(written).collect()
}

fn panicked(message: impl AsRef<str>) -> String {
    format!("Err(JobError::Panicked({:?}))", message.as_ref())
}

const CANCELLED: &str = "Err(JobError::Cancelled)";

fn every_text_comes_back_as_it_is() {
    never_blocks("no thread is blocked");
    promise("A job that returned gives its text.");
    virtual_time(async |_| {
        // The last one ends first.
        let texts = ["42 files saved", "", " 3 carts\nemptied\n", "panicked", "x"];
        let jobs = texts.iter().zip([50, 40, 30, 20, 10]);
        let handles = jobs.map(|(text, after)| start(Job::returns("job", text, ms(after))));
        let told = texts.map(|text| written(format!("Ok({text:?})")));
        let outcomes = outcomes(handles.collect()).await;
        promise("tell how each one ended, in the order of `handles`");
        equal("the list of outcomes", outcomes, told);
    });
}

fn a_panic_gives_its_message_and_nothing_else() {
    const MESSAGES: [&str; 4] = [
        "out of paper",
        "",
        " no ink\nno toner ",
        "task 7 was cancelled",
    ];
    MESSAGES.iter().for_each(|message| expect_panic(message));
    expect_panic("out of tea");
    never_blocks("no thread is blocked");
    promise_against(Kind::Panicked, "No panic is passed on");
    promise("One that panicked gives `Panicked`, with the message of its panic and nothing else");
    virtual_time(async |_| {
        // The payload of the first is a `&str`, those of the others are `String`s.
        let mut handles = vec![tokio::spawn(async { panic!("out of tea") })];
        let mut told = vec![written(panicked("out of tea"))];
        for message in MESSAGES {
            handles.push(start(Job::panics("invoices", message, ms(10))));
            told.push(written(panicked(message)));
        }
        equal("the list of outcomes", outcomes(handles).await, told);
    });
}

fn a_payload_that_is_no_text_is_a_panic_too() {
    expect_panic("a panic without a message");
    promise_against(Kind::Panicked, "No panic is passed on");
    promise(
        "A panic whose payload is no text gives `Panicked` too, with a message of your choice.",
    );
    virtual_time(async |_| {
        let number = tokio::spawn(async { panic_any(7) });
        let backup = start(Job::returns("backup", "42 files saved", ms(30)));
        let mut outcomes = exercise::outcomes(vec![number, backup]).await;
        if let Some(Err(Panicked(message))) = outcomes.first_mut() {
            "…".clone_into(message);
        }
        let told = [panicked("…"), "Ok(\"42 files saved\")".to_owned()];
        equal("the list of outcomes", shown(outcomes), told.map(written));
    });
}

fn an_aborted_job_is_told_from_one_that_panicked() {
    promise("one that was aborted gives `Cancelled`");
    virtual_time(async |clock| {
        let never_ran = start(Job::returns("backup", "42 files saved", ms(30)));
        never_ran.abort();
        let cleanup = start(Job::returns("cleanup", "3 carts emptied", ms(20)));
        let half_way = start(Job::returns("report", "sent", ms(900)));
        let stop = half_way.abort_handle();
        let (outcomes, ()) = tokio::join!(outcomes(vec![never_ran, cleanup, half_way]), async {
            tokio::time::sleep(ms(40)).await;
            stop.abort();
        });
        let told = [CANCELLED, "Ok(\"3 carts emptied\")", CANCELLED].map(written);
        equal("the list of outcomes", outcomes, told);
        clock.ends_at(ms(40), "the job that is aborted last");
    });
}

fn every_job_is_waited_for() {
    expect_panic("out of paper");
    never_blocks("no thread is blocked");
    promise("Wait for every job");
    virtual_time(async |clock| {
        for slow_one in [0, 1] {
            clock.restart();
            let slow = start(Job::returns("backup", "42 files saved", ms(900_000)));
            let quick = start(Job::panics("invoices", "out of paper", ms(10)));
            let (handles, mut told) = match slow_one {
                0 => (vec![slow, quick], vec![panicked("out of paper")]),
                _ => (vec![quick, slow], vec![panicked("out of paper")]),
            };
            told.insert(slow_one, "Ok(\"42 files saved\")".to_owned());
            let outcomes = outcomes(handles).await;
            clock.ends_at(ms(900_000), "the slowest job");
            let told: Vec<_> = told.into_iter().map(written).collect();
            equal("the list of outcomes", outcomes, told);
        }
    });
}

fn one_panic_leaves_the_other_jobs_alone() {
    expect_panic("out of paper");
    promise_against(Kind::Panicked, "No panic is passed on");
    promise("no job is stopped");
    virtual_time(async |_| {
        let work = Work::new();
        let job = |name: &str, after| {
            let job = Job::returns(name, "done", ms(after));
            start(job.recorded_by(work.recorder()))
        };
        let invoices = start(Job::panics("invoices", "out of paper", ms(10)));
        let handles = vec![
            job("backup", 30),
            invoices,
            job("cleanup", 20),
            job("report", 5),
        ];
        let told = ["Ok(\"done\")"; 4].map(str::to_owned);
        let mut told = Vec::from(told);
        told[1] = panicked("out of paper");
        let outcomes = outcomes(handles).await;
        for name in ["job backup", "job cleanup", "job report"] {
            work.finished(name);
        }
        let told: Vec<_> = told.into_iter().map(written).collect();
        equal("the list of outcomes", outcomes, told);
    });
}

fn no_handles_are_no_outcomes() {
    promise("No handles are no outcomes.");
    virtual_time(async |_| {
        equal(
            "the list of outcomes",
            outcomes(Vec::new()).await,
            [written(""); 0],
        );
    });
}
