//! `park_many` has a task for each customer, which keeps a letter and little else.

// no promise: "What a letter is read into." It says what the type is.
// no promise: "The runtime has a single thread." The tests keep to it.

use exercise::Buffer;
use lab::ms;
use proof::Memory;
use proof::prelude::*;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

proof::metered_main!(
    each_customer_is_a_task_and_no_thread_is_needed,
    they_wait_at_the_same_time_and_return_their_letters,
    while_it_sleeps_each_holds_little_memory,
    a_customer_without_a_letter_waits_as_well,
    each_letter_is_read_once,
    whatever_is_in_a_letter_is_returned,
    nobody_waits_where_there_is_nobody,
    more_than_anybody_would_let_in_wait_at_the_same_time,
);

/// Longer than anybody waits in real time, and no whole number of seconds.
const REST: Duration = ms(61_907);

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
        promise("each in a task of its own: `n` tasks in all, and no further thread");
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

/// The letters of all, in the order in which they come.
async fn letters(mut customers: JoinSet<String>) -> Vec<String> {
    let mut letters = Vec::new();
    while let Some(letter) = customers.join_next().await {
        letters.push(letter.unwrap_or_default());
    }
    letters
}

fn they_wait_at_the_same_time_and_return_their_letters() {
    virtual_time(async |clock| {
        promise("Let `n` customers wait for `rest`, all at the same time");
        if_it_hangs("a thread is to wake the tasks, for which virtual time does not pass");
        let mut letters = letters(park_many(25, read_letter)).await;
        clock.elapsed_is(REST, "all of them wait for a minute, together");
        letters.sort();
        let mut want: Vec<String> = (0..25).map(letter).collect();
        want.sort();
        promise("returns the letter");
        expected("the list of letters, sorted", want).is(letters);
    });
}

fn more_than_anybody_would_let_in_wait_at_the_same_time() {
    const CROWD: usize = 12_007;
    virtual_time(async |clock| {
        promise("Let `n` customers wait for `rest`, all at the same time");
        look_at("what does a customer wait for besides `rest`?");
        // They are many: little is written, so that this takes no time.
        let customers = park_many(CROWD, |_, buffer| {
            buffer[0] = b'7';
            1
        });
        equal(
            "the number of letters",
            letters(customers).await.len(),
            CROWD,
        );
        clock.elapsed_is(REST, "all of them wait for a minute, together");
    });
}

fn a_customer_without_a_letter_waits_as_well() {
    never_blocks("without blocking a thread");
    virtual_time(async |clock| {
        promise("sleeps for `rest`");
        let odd_ones_write = |customer: usize, buffer: &mut Buffer| match customer % 2 {
            0 => 0,
            _ => read_letter(customer, buffer),
        };
        let mut customers = park_many(4, odd_ones_write);
        for _ in 0..4 {
            let letter = customers.join_next().await;
            holds(
                letter.is_some(),
                Kind::WrongResult,
                "the set of tasks is used up, and not every customer has answered",
                "a customer has no task in the set",
            );
            clock.elapsed_is(REST, "each of them waits, whatever is in the letter");
        }
    });
    virtual_time(async |clock| {
        let customers = exercise::park_many(3, reader(Arc::new(read_letter)), Duration::ZERO);
        equal("the number of letters", letters(customers).await.len(), 3);
        holds(
            clock.elapsed() <= ms(1),
            Kind::WrongResult,
            "the customers were to wait for no time at all, and time has passed",
            "they wait for something else than `rest`",
        );
    });
}

fn each_letter_is_read_once() {
    virtual_time(async |_| {
        promise("The task of customer `i` calls `read(i, &mut buffer)` once");
        let read = Arc::new(Mutex::new(Vec::new()));
        let seen = read.clone();
        let customers = park_many(9, move |customer, buffer| {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(customer);
            read_letter(customer, buffer)
        });
        equal("the number of letters", letters(customers).await.len(), 9);
        let mut read = read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        read.sort_unstable();
        let all: Vec<_> = (0..9).collect();
        equal(
            "the list of the customers that `read` was called for",
            read,
            all,
        );
    });
}

fn whatever_is_in_a_letter_is_returned() {
    virtual_time(async |_| {
        promise(
            "any bytes behind it, and returns the length of the letter. A letter is text in UTF-8",
        );
        look_at("which bytes of the buffer are the letter, and which are not?");
        let told = [
            String::new(),
            " a blank at both ends ".to_owned(),
            "two\nlines\n".to_owned(),
            "nothing\0behind\0".to_owned(),
            "é".repeat(50),
            "x".repeat(100),
            articles::<3>().join("\t"),
        ];
        let (written, n) = (told.clone(), told.len());
        let customers = park_many(n, move |customer, buffer| {
            // What comes behind the letter is no text.
            buffer.fill(0xff);
            let letter = written[customer].as_bytes();
            buffer[..letter.len()].copy_from_slice(letter);
            letter.len()
        });
        let mut want = told.to_vec();
        want.sort();
        let mut letters = letters(customers).await;
        letters.sort();
        equal("the list of letters, sorted", letters, want);
    });
}

fn nobody_waits_where_there_is_nobody() {
    virtual_time(async |clock| {
        promise("`n` tasks in all");
        let tasks = Tasks::baseline();
        let customers = park_many(0, read_letter);
        equal("the size of the set", customers.len(), 0);
        tasks.alive_are(0).await;
        equal("the number of letters", letters(customers).await.len(), 0);
        clock.elapsed_is(ms(0), "there is nobody to wait");
    });
}

fn while_it_sleeps_each_holds_little_memory() {
    const MANY: usize = 2_000;
    virtual_time(async |_| {
        promise("While it sleeps, a customer holds less than 2 KiB of memory in all.");
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
