// accepted: the task goes on to collect while it writes

use lab::{AuditLog, ms};
use std::collections::VecDeque;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Batcher {
    mailbox: mpsc::UnboundedSender<Entry>,
}

struct Entry {
    text: String,
    since: Instant,
    written: oneshot::Sender<()>,
}

impl Batcher {
    pub fn new(log: AuditLog) -> Self {
        let (mailbox, entries) = mpsc::unbounded_channel();
        tokio::spawn(collect(log, entries));
        Self { mailbox }
    }

    pub async fn write(&self, entry: &str) -> Result<(), Closed> {
        let (written, done) = oneshot::channel();
        let entry = Entry {
            text: entry.to_owned(),
            since: Instant::now(),
            written,
        };
        self.mailbox.send(entry).map_err(|_| Closed)?;
        done.await.map_err(|_| Closed)
    }
}

async fn collect(log: AuditLog, mut entries: mpsc::UnboundedReceiver<Entry>) {
    let (mut waiting, mut open) = (VecDeque::<Entry>::new(), true);
    loop {
        while open && waiting.len() < 10 {
            let due = waiting.front().map(|first| first.since + ms(50));
            let next = match due {
                None => entries.recv().await,
                Some(due) => match timeout_at(due, entries.recv()).await {
                    Ok(next) => next,
                    Err(_) => break,
                },
            };
            match next {
                Some(entry) => waiting.push_back(entry),
                None => open = false,
            }
        }
        if waiting.is_empty() {
            return;
        }
        let batch: Vec<_> = waiting.drain(..waiting.len().min(10)).collect();
        let texts: Vec<_> = batch.iter().map(|entry| &*entry.text).collect();
        let text = texts.join(", ");
        let write = log.write(&text);
        tokio::pin!(write);
        loop {
            tokio::select! {
                () = &mut write => break,
                next = entries.recv(), if open => match next {
                    Some(entry) => waiting.push_back(entry),
                    None => open = false,
                },
            }
        }
        for entry in batch {
            let _ = entry.written.send(());
        }
    }
}

fn main() {}
