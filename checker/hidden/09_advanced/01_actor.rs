//! `Account` is kept by one task, which books in order, whoever gives up, and ends with its handles.
// no promise: "If the caller is dropped, it may stop." It allows, and asks for nothing.
// no promise: "A handle to an account." It says what the type is for.

use exercise::{Account, Closed};
use futures::future::join_all;
use lab::{AuditLog, Printer, ms};
use proof::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::task::yield_now;
use tokio::time::{advance, sleep, timeout};

proof::main!(
    bookings_are_written_one_after_another_and_then_count,
    requests_are_carried_out_in_order,
    who_finds_no_room_waits,
    printing_holds_up_nobody,
    a_statement_shows_what_was_asked_for_before,
    who_is_dropped_takes_nothing_back,
    all_may_be_dropped,
    a_mailbox_has_room_for_some,
    the_task_ends_with_the_last_handle,
    what_was_asked_for_is_done_first,
    a_handle_says_that_the_task_is_gone,
    each_account_has_its_own_balance,
);

/// An entry takes so long.
const ENTRY: u64 = 20;

fn open() -> (Account, AuditLog) {
    let log = AuditLog::new();
    (Account::open(log.clone(), Printer::new()), log)
}

fn shown(result: Result<i64, Closed>) -> Written {
    match result {
        Ok(balance) => ok(balance),
        Err(Closed) => closed(),
    }
}

fn all_shown(results: Vec<Result<i64, Closed>>) -> Vec<Written> {
    results.into_iter().map(shown).collect()
}

fn ok(balance: i64) -> Written {
    written(format!("Ok({balance})"))
}

fn closed() -> Written {
    written("Err(Closed)")
}

fn booked(entries: impl IntoIterator<Item = i64>) -> Vec<String> {
    let entries = entries.into_iter();
    entries.map(|cents| format!("book {cents}")).collect()
}

fn bookings_are_written_one_after_another_and_then_count() {
    never_blocks("No thread is blocked.");
    promise(
        "`book 250` or `book -40` is written into the log, one booking after another, and counts when that is done.",
    );
    if_it_hangs("nobody replies");
    virtual_time(async |clock| {
        let (account, log) = open();
        promise("Open an account with nothing on it");
        equal(
            "the balance at first",
            shown(account.balance().await),
            ok(0),
        );
        clock.ends_at(ms(0), "nothing is booked yet");
        promise("Book `cents`, which may be less than zero, and return the balance after it.");
        for (cents, want) in [(250, 250), (-40, 210), (-300, -90), (0, -90)] {
            let got = shown(account.book(cents).await);
            equal(&format!("what `book({cents})` returns"), got, ok(want));
        }
        equal("the log", log.entries(), booked([250, -40, -300, 0]));
        clock.ends_at(ms(4 * ENTRY), "four entries");
    });
    virtual_time(async |clock| {
        let (account, log) = open();
        let callers = (1..=3).map(|cents| account.book(cents));
        let results = all_shown(join_all(callers).await);
        log.journal().peak_is(1);
        clock.ends_at(ms(3 * ENTRY), "three that ask at once");
        equal("what they return", results, vec![ok(1), ok(3), ok(6)]);
    });
}

fn requests_are_carried_out_in_order() {
    never_blocks("No thread is blocked.");
    promise("That task carries out what the handles ask for, in the order in which they asked");
    virtual_time(async |clock| {
        let (account, log) = open();
        // More than there is room for, each with a handle of its own.
        let callers = (1..=50).map(|cents| {
            let account = account.clone();
            async move { account.book(cents).await }
        });
        let (results, balance) = tokio::join!(join_all(callers), account.balance());
        promise("Clones are handles to the same one.");
        let want: Vec<_> = (1..=50).map(|n| ok(n * (n + 1) / 2)).collect();
        equal(
            "what fifty that ask at once return",
            all_shown(results),
            want,
        );
        equal("the log", log.entries(), booked(1..=50));
        promise("The balance, after all that was asked for before.");
        equal(
            "the balance, asked for after them",
            shown(balance),
            ok(1_275),
        );
        clock.ends_at(ms(50 * ENTRY), "fifty entries");
    });
    virtual_time(async |_| {
        let (account, log) = open();
        // Each asks again as soon as it has its reply: behind those who wait for room.
        let account = &account;
        let callers = (1..=20).map(|cents| async move {
            for _ in 0..3 {
                let _ = account.book(cents).await;
            }
        });
        join_all(callers).await;
        let want = booked((1..=60).map(|n| (n - 1) % 20 + 1));
        equal(
            "the log of twenty that ask again and again",
            log.entries(),
            want,
        );
    });
}

fn who_finds_no_room_waits() {
    promise("Who asks for more waits until there is room, however long.");
    look_at("who stops waiting, and when?");
    virtual_time(async |_| {
        let (account, _) = open();
        let callers = join_all((1..=50).map(|_| account.book(1)));
        let delay = async {
            sleep(ms(1)).await;
            advance(ms(1_800_000)).await;
        };
        let (results, ()) = tokio::join!(callers, delay);
        let want: Vec<_> = (1..=50).map(ok).collect();
        let what = "what fifty that ask at once return, where the first takes half an hour";
        equal(what, all_shown(results), want);
    });
}

fn printing_holds_up_nobody() {
    never_blocks("No thread is blocked.");
    promise("takes long, and holds up neither bookings nor other statements.");
    if_it_hangs("nobody replies");
    virtual_time(async |clock| {
        let printer = Printer::new().with_latency(1, ms(900_000));
        let printer = printer.with_latency(2, ms(900_000));
        let journal = printer.journal();
        let account = Account::open(AuditLog::new(), printer);
        let statements = join_all((1..=2).map(|number| account.statement(number)));
        let others = async {
            yield_now().await;
            let booked = shown(account.book(250).await);
            equal("what is booked meanwhile", booked, ok(250));
            clock.ends_at(ms(ENTRY), "a booking beside two statements");
            let balance = shown(account.balance().await);
            equal("the balance meanwhile", balance, ok(250));
            clock.ends_at(ms(ENTRY), "a question beside two statements");
        };
        let (results, ()) = tokio::join!(statements, others);
        equal(
            "what the statements return",
            all_shown(results),
            vec![ok(0), ok(0)],
        );
        journal.peak_is(2);
        promise("Print statement `number`, and return the balance that it shows");
        journal.calls_are(&["print 1", "print 2"]);
        journal.finished("print 1");
        journal.finished("print 2");
        clock.ends_at(ms(900_000), "two statements at once");
    });
}

fn a_statement_shows_what_was_asked_for_before() {
    promise("the one after all that was asked for before. Printing begins when that is known");
    virtual_time(async |clock| {
        let (account, _) = open();
        let (_, statement, _) =
            tokio::join!(account.book(250), account.statement(7), account.book(40));
        let what = "a statement between a booking of 250 and one of 40";
        equal(what, shown(statement), ok(250));
        clock.ends_at(ms(ENTRY + 100), "an entry, and the printer");
    });
}

fn who_is_dropped_takes_nothing_back() {
    promise(
        "A caller that is dropped takes nothing back: what is in the mailbox is booked all the same.",
    );
    if_it_hangs("after a caller that was dropped nobody replies");
    sweep(async |cut| {
        let (account, log) = open();
        // It is asked before it is cut short, or not at all.
        let polled = Cell::new(false);
        let call = async {
            polled.set(true);
            account.book(250).await
        };
        let done = cut.short(call).await;
        let (want, count) = if polled.get() { (250, 1) } else { (0, 0) };
        let balance = timeout(ms(1_000), account.balance()).await;
        let balance = balance.map_or(written("nothing, for a second"), shown);
        equal("the balance after that", balance, ok(want));
        equal("the number of entries", log.entries().len(), count);
        if let Some(done) = done {
            equal("what the booking returns", shown(done), ok(250));
        }
        equal(
            "what the next one returns",
            shown(account.book(5).await),
            ok(want + 5),
        );
    });
}

fn all_may_be_dropped() {
    never_blocks("No thread is blocked.");
    promise("what is in the mailbox is booked all the same");
    if_it_hangs("after callers that were dropped nobody replies");
    for after in [1, ENTRY - 1, ENTRY, 2 * ENTRY + 1] {
        virtual_time(async |_| {
            let (account, log) = open();
            let callers = (1..=10).map(|cents| account.book(cents));
            let _ = timeout(ms(after), join_all(callers)).await;
            let question = shown(account.balance().await);
            equal("the balance after ten that were dropped", question, ok(55));
            equal("the log", log.entries(), booked(1..=10));
            let statement = timeout(ms(1), account.statement(1)).await;
            holds(
                statement.is_err(),
                Kind::TooEarly,
                "a statement was there before it was printed",
                "nobody has waited for the printer",
            );
            equal("the next booking", shown(account.book(5).await), ok(60));
        });
    }
}

fn a_mailbox_has_room_for_some() {
    never_blocks("No thread is blocked.");
    promise("Up to 16 requests wait in its mailbox, beside the one that it carries out.");
    virtual_time(async |_| {
        let all = booked(1..=100);
        let (account, log) = open();
        let callers = (1..=100).map(|cents| account.book(cents));
        let _ = timeout(ms(1), join_all(callers)).await;
        sleep(ms(10_000)).await;
        promise("What waits for room is not.");
        let entries = log.entries().len();
        holds(
            entries <= 17,
            Kind::TooConcurrent,
            &format!("of 100 callers that were dropped, {entries} were booked"),
            "so many requests were waiting, and a mailbox has room for 16 beside the one that is carried out",
        );
        promise("what is in the mailbox is booked all the same");
        holds(
            entries == 17,
            Kind::WrongResult,
            &format!("of 100 callers that were dropped, {entries} were booked"),
            "there is room for 16 beside the one that is carried out: some found no room, or are lost",
        );
        let first = all[..entries].to_vec();
        equal("the log", log.entries(), first);
        if_it_hangs("those that were dropped still take the room of others");
        let callers = (1..=40).map(|_| account.book(1));
        let count = join_all(callers).await.len();
        equal("the number of replies after that", count, 40);
        equal("the log after that", log.entries().len(), entries + 40);
    });
}

fn the_task_ends_with_the_last_handle() {
    never_blocks("No thread is blocked.");
    promise("ends when the last handle is gone and all of that is done");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let (account, _) = open();
        let other = account.clone();
        promise("start the task that keeps it");
        tasks.alive_are(1).await;
        let _ = account.book(1).await;
        let _ = account.statement(1).await;
        drop(account);
        sleep(ms(1)).await;
        equal(
            "a booking by the other handle",
            shown(other.book(2).await),
            ok(3),
        );
        tasks.alive_are(1).await;
        drop(other);
        promise("ends when the last handle is gone and all of that is done");
        look_at("what waits for what, when there are no handles any more?");
        sleep(ms(1)).await;
        tasks.none_left();
    });
}

fn what_was_asked_for_is_done_first() {
    promise("ends when the last handle is gone and all of that is done");
    virtual_time(async |_| {
        let tasks = Tasks::baseline();
        let (account, log) = open();
        let callers = (1..=5).map(|cents| account.book(cents));
        let _ = timeout(ms(1), join_all(callers)).await;
        drop(account);
        sleep(ms(10_000)).await;
        equal("the log", log.entries(), booked(1..=5));
        tasks.none_left();
    });
}

/// A runtime that is gone has taken its tasks with it.
fn a_handle_says_that_the_task_is_gone() {
    promise("What a handle returns once the task of its account is gone.");
    if_it_hangs("a handle waits for a task that is gone");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let (account, _) = runtime.block_on(async { open() });
    let other = account.clone();
    // This one is in the mailbox.
    let mut asked = Box::pin(async move { other.book(1).await });
    runtime.block_on(async {
        let _ = timeout(Duration::ZERO, &mut asked).await;
    });
    drop(runtime);
    virtual_time(async |clock| {
        equal(
            "what a caller gets that waits",
            shown(asked.await),
            closed(),
        );
        equal("a booking", shown(account.book(1).await), closed());
        equal("the balance", shown(account.balance().await), closed());
        equal("a statement", shown(account.statement(1).await), closed());
        clock.ends_at(ms(0), "there is nobody to wait for");
    });
}

fn each_account_has_its_own_balance() {
    promise("Open an account with nothing on it");
    virtual_time(async |clock| {
        let (first, second) = (open(), open());
        let (a, b) = tokio::join!(first.0.book(1), second.0.book(20));
        equal("a booking on the first", shown(a), ok(1));
        equal("a booking on the second", shown(b), ok(20));
        clock.ends_at(ms(ENTRY), "two accounts, two tasks");
        equal("the log of the second", second.1.entries(), booked([20]));
    });
}
