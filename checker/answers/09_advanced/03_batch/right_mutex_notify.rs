// accepted: a queue in a mutex and a `Notify`, no channel

use lab::{AuditLog, ms};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, timeout_at};

/// What a handle returns once the task that writes is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Default)]
struct Queue {
    entries: VecDeque<(String, Instant, oneshot::Sender<()>)>,
    /// No handle is left, or nobody is there who writes.
    closed: bool,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Notify,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All clones of a handle share it.
struct Handles(Arc<Shared>);

impl Drop for Handles {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_one();
    }
}

struct Task(Arc<Shared>);

impl Drop for Task {
    fn drop(&mut self) {
        let mut queue = self.0.lock();
        queue.closed = true;
        queue.entries.clear();
    }
}

impl Task {
    async fn run(self, log: AuditLog) {
        let shared = &*self.0;
        loop {
            let due = {
                let queue = shared.lock();
                match queue.entries.front() {
                    None if queue.closed => return,
                    None => None,
                    Some(_) if queue.closed || queue.entries.len() >= 10 => Some(Instant::now()),
                    Some(first) => Some(first.1 + ms(50)),
                }
            };
            match due {
                None => {
                    shared.changed.notified().await;
                    continue;
                }
                Some(due) if due > Instant::now() => {
                    let _ = timeout_at(due, shared.changed.notified()).await;
                    continue;
                }
                Some(_) => {}
            }
            let batch: Vec<_> = {
                let mut queue = shared.lock();
                let count = queue.entries.len().min(10);
                queue.entries.drain(..count).collect()
            };
            let texts: Vec<&str> = batch.iter().map(|entry| entry.0.as_str()).collect();
            log.write(&texts.join(", ")).await;
            for (_, _, written) in batch {
                let _ = written.send(());
            }
        }
    }
}

#[derive(Clone)]
pub struct Batcher {
    handles: Arc<Handles>,
}

impl Batcher {
    pub fn new(log: AuditLog) -> Self {
        let shared = Arc::new(Shared::default());
        tokio::spawn(Task(Arc::clone(&shared)).run(log));
        Self {
            handles: Arc::new(Handles(shared)),
        }
    }

    pub async fn write(&self, entry: &str) -> Result<(), Closed> {
        let shared = &self.handles.0;
        let done = {
            let mut queue = shared.lock();
            if queue.closed {
                return Err(Closed);
            }
            let (written, done) = oneshot::channel();
            queue
                .entries
                .push_back((entry.to_owned(), Instant::now(), written));
            done
        };
        shared.changed.notify_one();
        done.await.map_err(|_| Closed)
    }
}

fn main() {}
