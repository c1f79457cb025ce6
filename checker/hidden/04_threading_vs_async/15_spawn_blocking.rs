//! `checksum` leaves the runtime to its other tasks while the sum is computed.

// no promise: "`sum` does not panic." The tests keep to it.
// no promise: "What else the same task does may be held up" It allows, and asks for nothing.

use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::{advance, pause};

proof::main!(
    the_runtime_goes_on_while_the_sum_is_computed,
    the_task_that_waits_does_not_look_again_and_again,
    a_runtime_with_workers_goes_on_as_well,
    the_sum_gets_the_bytes_of_the_file_themselves,
    what_the_sum_returns_is_returned,
);

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// A few words.
fn file() -> Arc<[u8]> {
    Arc::from(articles::<3>().join(" ").as_bytes())
}

async fn checksum(file: Arc<[u8]>, sum: impl FnOnce(&[u8]) -> u64 + Send + 'static) -> u64 {
    exercise::checksum(file, called_with("`sum`", sum)).await
}

fn add(bytes: &[u8]) -> u64 {
    bytes.iter().copied().map(u64::from).sum()
}

fn the_runtime_goes_on_while_the_sum_is_computed() {
    real_time(async || {
        promise("the runtime goes on with its other tasks, also if it has a single thread");
        // Also where there is little to do, or nothing.
        for file in [file(), Arc::from(*b"7"), Arc::default()] {
            let runtime = Liveness::of_this_runtime();
            let wanted = expected("the checksum", add(&file));
            let sum = checksum(file, move |bytes| {
                runtime.goes_on_during("sum");
                add(bytes)
            });
            wanted.is(sum.await);
        }
    });
}

fn the_task_that_waits_does_not_look_again_and_again() {
    real_time(async || {
        promise("However long `sum` takes");
        look_at("what does the task wait for, for how long, and who wakes it?");
        // From here on time passes only where `a_year` says so.
        pause();
        let polls = Arc::new(AtomicUsize::new(0));
        let (begin, begun) = oneshot::channel();
        let (end, ended) = mpsc::channel::<()>();
        let meanwhile = tokio::spawn(a_year(begun, polls.clone(), end));
        let (this_thread, file) = (thread::current().id(), file());
        let wanted = expected("the checksum", add(&file));
        let mut sum = pin!(checksum(file, move |bytes| {
            let _ = begin.send(());
            // On this thread it would wait for itself; the first test refuses that.
            if thread::current().id() != this_thread {
                let _ = ended.recv_timeout(ms(1_000));
            }
            add(bytes)
        }));
        let sum = poll_fn(|context| {
            polls.fetch_add(1, Ordering::SeqCst);
            sum.as_mut().poll(context)
        });
        wanted.is(sum.await);
        // It has said what there was to say.
        let _ = meanwhile.await;
    });
}

/// A year goes by while the sum is computed, and the task that waits is polled.
async fn a_year(begun: oneshot::Receiver<()>, polls: Arc<AtomicUsize>, end: mpsc::Sender<()>) {
    let _ = begun.await;
    for _ in 0..365 {
        advance(DAY).await;
        yield_now().await;
    }
    // Now: who sleeps between two looks never learns that the sum is there.
    let polls = polls.load(Ordering::SeqCst);
    promise("is woken when the checksum is there, and does not look again and again");
    holds(
        polls < 10,
        Kind::BusyWaits,
        &format!("while `sum` took a year, the task that waits for it was polled {polls} times"),
        "it asks again and again whether the sum is there, instead of being woken",
    );
    promise("However long `sum` takes");
    drop(end);
}

fn a_runtime_with_workers_goes_on_as_well() {
    on_workers(1, async || {
        promise("the runtime goes on with its other tasks");
        let file = file();
        let wanted = expected("the checksum", Some(add(&file)));
        let sum = tokio::spawn(async {
            let runtime = Liveness::of_this_runtime();
            let work = move |bytes: &[u8]| {
                runtime.goes_on_during("sum");
                add(bytes)
            };
            checksum(file, work).await
        });
        wanted.is(sum.await.ok());
    });
}

fn the_sum_gets_the_bytes_of_the_file_themselves() {
    real_time(async || {
        promise("The bytes are not copied: `sum` gets those of `file`.");
        look_at("what does the work own: the bytes, or a handle on them?");
        for file in [file(), vec![7; 1 << 20].into(), Arc::from(*b"7")] {
            let address = |bytes: &[u8]| bytes.as_ptr().addr() as u64;
            let got = checksum(file.clone(), address).await;
            holds(
                got == address(&file),
                Kind::Forbidden,
                "`sum` was called with bytes at another address than those of `file`",
                "the file was copied, and a copy of a large one takes time and memory",
            );
        }
    });
}

fn what_the_sum_returns_is_returned() {
    never_blocks("the runtime goes on with its other tasks");
    real_time(async || {
        promise("Call `sum` with the bytes of `file`, and return what it returns.");
        for returned in [0, u64::MAX - number(0..90)] {
            let got = checksum(file(), move |_| returned).await;
            equal("the checksum", got, returned);
        }
        let got = checksum(Arc::default(), |bytes| bytes.len() as u64 + 7).await;
        equal("the checksum of an empty file, where `sum` said 7,", got, 7);
    });
}
