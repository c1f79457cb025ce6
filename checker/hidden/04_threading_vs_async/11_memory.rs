//! `park_many` has a task for each customer, which keeps a letter and little else.

use exercise::Buffer;
use lab::ms;
use proof::Memory;
use proof::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

proof::metered_main!(
    each_customer_is_a_task_and_no_thread_is_needed,
    they_wait_at_the_same_time_and_return_their_letters,
    while_it_sleeps_each_holds_little_memory,
);

/// Longer than anybody waits in real time.
const REST: Duration = ms(60_000);

type Read = Arc<dyn Fn(usize, &mut Buffer) -> usize + Send + Sync>;

fn park_many(
    n: usize,
    read: impl Fn(usize, &mut Buffer) -> usize + Send + Sync + 'static,
) -> JoinSet<String> {
    exercise::park_many(n, reader(Arc::new(read)), REST)
}

/// Of one type, whatever is read: that says nothing of the test.
fn reader(read: Read) -> impl Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static {
    move |customer, buffer| read(customer, buffer)
}

/// A letter of up to 100 bytes; something else stands behind it.
fn read_letter(customer: usize, buffer: &mut Buffer) -> usize {
    buffer.fill(b'#');
    let letter = letter(customer);
    buffer[..letter.len()].copy_from_slice(letter.as_bytes());
    letter.len()
}

fn letter(customer: usize) -> String {
    format!("{customer}: {}", "tée ".repeat(customer % 19))
}

fn each_customer_is_a_task_and_no_thread_is_needed() {
    virtual_time(async |_| {
        look_at("what runs for each customer, and who calls `read` there?");
        let (tasks, work) = (Tasks::baseline(), Work::new());
        let reads = work.clone();
        let read = move |customer: usize, buffer: &mut Buffer| {
            reads.mark(&format!("letter {customer}"));
            read_letter(customer, buffer)
        };
        let customers = park_many(8, read);
        equal("the size of the set", customers.len(), 8);
        tasks.alive_are(8).await;
        let own: HashSet<_> = work.calls().iter().filter_map(|call| call.task).collect();
        holds(
            own.len() == 8,
            Kind::NotConcurrent,
            &format!("tasks that have read a letter: {}, expected 8", own.len()),
            "somebody else reads for them, or they have to wait for each other",
        );
        equal("the number of letters read", work.calls().len(), 8);
        work.all_on_this_thread();
    });
}

fn they_wait_at_the_same_time_and_return_their_letters() {
    virtual_time(async |clock| {
        if_it_hangs("a thread is to wake the tasks, for which virtual time does not pass");
        let mut customers = park_many(25, read_letter);
        let mut letters = Vec::new();
        while let Some(letter) = customers.join_next().await {
            letters.push(letter.unwrap_or_default());
        }
        clock.elapsed_is(REST, "all of them wait for a minute, together");
        letters.sort();
        let mut want: Vec<String> = (0..25).map(letter).collect();
        want.sort();
        equal("the list of letters, sorted", letters, want);
    });
}

fn while_it_sleeps_each_holds_little_memory() {
    const MANY: usize = 2_000;
    virtual_time(async |_| {
        look_at("what is in scope at the `.await`, and how large is it?");
        let (memory, tasks) = (Memory::from_now(), Tasks::baseline());
        let customers = park_many(MANY, read_letter);
        // Time passes when each of them sleeps.
        sleep(ms(1)).await;
        memory.each_below(MANY, "customer", 2_048);
        tasks.alive_are(MANY).await;
        drop(customers);
    });
}
