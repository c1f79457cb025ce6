//! `checksum` leaves the runtime to its other tasks while the sum is computed.

use lab::ms;
use proof::prelude::*;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::{advance, pause};

proof::main!(
    the_runtime_goes_on_while_the_sum_is_computed,
    the_task_that_waits_does_not_look_again_and_again,
    a_runtime_with_workers_goes_on_as_well,
    the_sum_gets_the_bytes_of_the_file_themselves,
);

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
        let (runtime, file) = (Liveness::of_this_runtime(), file());
        let wanted = expected("the checksum", add(&file));
        let sum = checksum(file, move |bytes| {
            runtime.goes_on_during("sum");
            add(bytes)
        });
        wanted.is(sum.await);
    });
}

fn the_task_that_waits_does_not_look_again_and_again() {
    real_time(async || {
        look_at("what does the task wait for, and who wakes it?");
        // From here on a minute passes only where `a_minute` says so.
        pause();
        let polls = Arc::new(AtomicUsize::new(0));
        let (begin, begun) = oneshot::channel();
        let (end, ended) = mpsc::channel::<()>();
        let meanwhile = tokio::spawn(a_minute(begun, polls.clone(), end));
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
        let polls = meanwhile.await.unwrap_or_default();
        holds(
            polls < 10,
            Kind::BusyWaits,
            &format!(
                "while `sum` took a minute, the task that waits for it was polled {polls} times"
            ),
            "it asks again and again whether the sum is there, instead of being woken",
        );
    });
}

/// A minute goes by while the sum is computed. Says how often the task that waits was
/// polled until then.
async fn a_minute(
    begun: oneshot::Receiver<()>,
    polls: Arc<AtomicUsize>,
    end: mpsc::Sender<()>,
) -> usize {
    let _ = begun.await;
    for _ in 0..60 {
        advance(ms(1_000)).await;
        yield_now().await;
    }
    drop(end);
    polls.load(Ordering::SeqCst)
}

fn a_runtime_with_workers_goes_on_as_well() {
    on_workers(1, async || {
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
        look_at("what does the work own: the bytes, or a handle on them?");
        let file = file();
        let address = |bytes: &[u8]| bytes.as_ptr().addr() as u64;
        let got = checksum(file.clone(), address).await;
        holds(
            got == address(&file),
            Kind::Forbidden,
            "`sum` was called with bytes at another address than those of `file`",
            "the file was copied, and a copy of a large one takes time and memory",
        );
    });
}
