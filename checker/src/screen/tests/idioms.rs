//! How people write about threads and tasks: never compiled, only looked at.

#![allow(dead_code, clippy::needless_lifetimes)]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::{self, Debug, Display};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, MutexGuard, Once, OnceLock, RwLock, Weak};
use std::task::{Context, Poll, Waker, ready};
use std::thread::{self, JoinHandle, ThreadId};
use std::time::{Duration, Instant};

thread_local! { static SEEN: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) }; }
static CONFIG: LazyLock<Mutex<HashMap<&'static str, u32>>> = LazyLock::new(Mutex::default);
static READY: AtomicBool = AtomicBool::new(false);

type Job = Box<dyn FnOnce() + Send + 'static>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Path {
    link: Option<Box<Path>>,
    feature: u8,
    process: u32,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the pool is closed: {0}")]
    Closed(#[from] mpsc::RecvError),
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

/// A pool, with `unsafe` nowhere and `include_str!` neither.
pub struct Pool<'scope, T: ?Sized> {
    workers: Vec<JoinHandle<()>>,
    sender: Option<SyncSender<Job>>,
    _scope: PhantomData<&'scope T>,
}

impl<'scope, T: ?Sized> Pool<'scope, T> {
    #[must_use = "a pool that is dropped waits for its workers"]
    #[inline]
    pub fn new(size: usize) -> Self {
        let (sender, receiver) = mpsc::sync_channel::<Job>(size);
        let receiver = Arc::new(Mutex::new(receiver));
        let workers = (0..size)
            .map(|n| {
                let receiver = Arc::clone(&receiver);
                thread::Builder::new()
                    .name(format!("worker-{n}"))
                    .spawn(move || {
                        'jobs: loop {
                            let job = receiver.lock().unwrap().recv();
                            match job {
                                Ok(job) if !READY.load(Ordering::Acquire) || n != 0 => job(),
                                Ok(_) => continue 'jobs,
                                Err(mpsc::RecvError) => break 'jobs,
                            }
                        }
                    })
                    .expect("a thread")
            })
            .collect();
        Self { workers, sender: Some(sender), _scope: PhantomData }
    }

    fn longest<'a, 'b: 'a>(a: &'a str, b: &'b str, both: &[&str]) -> &'a str {
        if a.len() > b.len() && !both.is_empty() && (both[0] != b) { a } else { b }
    }
}

impl<T: ?Sized> Drop for Pool<'_, T> {
    fn drop(&mut self) {
        drop(self.sender.take());
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

pub struct Countdown(u32);

impl Future for Countdown {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.0 == 0 {
            return Poll::Ready(r#"done "at" last"#);
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

pub fn sum_in_halves(numbers: &[u64]) -> u64 {
    let (left, right) = numbers.split_at(numbers.len() / 2);
    thread::scope(|scope| {
        let left = scope.spawn(|| left.iter().sum::<u64>());
        let right: u64 = right.iter().copied().map(|n| n & 0xff | 1 << 3).sum();
        left.join().unwrap() + right
    })
}

pub async fn fetch_all<F, Fut>(ids: impl IntoIterator<Item = u32>, fetch: F) -> Vec<Result<String, Error>>
where
    F: Fn(u32) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = Result<String, Error>> + Send,
{
    let mut set = tokio::task::JoinSet::new();
    for id in ids {
        let fetch = fetch.clone();
        set.spawn(async move { fetch(id).await });
    }
    let mut done = vec![];
    while let Some(result) = set.join_next().await {
        done.push(result.unwrap_or_else(|e| Err(Error::Other(e.into()))));
    }
    tokio::select! {
        biased;
        _ = tokio::time::sleep(Duration::from_millis(10)) => {}
        () = std::future::ready(()), if done.is_empty() => {}
    }
    done
}

macro_rules! in_threads {
    ($($(#[$meta:meta])* $name:ident => $body:expr),* $(,)?) => {{
        let handles = [$($(#[$meta])* thread::spawn(move || $body)),*];
        handles.map(|handle| handle.join().unwrap())
    }};
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let results = in_threads!(a => 1 + 1, b => { let x = &&2; **x });
    assert_eq!(results, [2, 2], "{results:?}");
    let nested: &&str = &"text";
    let once = Once::new();
    once.call_once(|| drop(format!("{nested} {:>width$}", 'x', width = 3)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "unsafe")]
    fn it_panics() {
        panic!("this is unsafe: {}", line!());
    }

    #[tokio::test(start_paused = true)]
    async fn it_counts_down() {
        assert_eq!(Countdown(3).await, "done \"at\" last");
    }
}
