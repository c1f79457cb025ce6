// refused: wrong-result — the mailbox has room for a thousand, and who waits for room has handed in nothing

use lab::{AuditLog, ms};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Batcher {
    mailbox: mpsc::Sender<Entry>,
}

struct Entry {
    text: String,
    since: Instant,
    written: oneshot::Sender<()>,
}

impl Batcher {
    pub fn new(log: AuditLog) -> Self {
        let (mailbox, entries) = mpsc::channel(1_000);
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
        self.mailbox.send(entry).await.map_err(|_| Closed)?;
        done.await.map_err(|_| Closed)
    }
}

async fn collect(log: AuditLog, mut entries: mpsc::Receiver<Entry>) {
    while let Some(first) = entries.recv().await {
        let due = first.since + ms(50);
        let mut batch = vec![first];
        while batch.len() < 10 {
            match timeout_at(due, entries.recv()).await {
                Ok(Some(entry)) => batch.push(entry),
                Ok(None) | Err(_) => break,
            }
        }
        let texts: Vec<_> = batch.iter().map(|entry| &*entry.text).collect();
        log.write(&texts.join(", ")).await;
        for entry in batch {
            let _ = entry.written.send(());
        }
    }
}

fn main() {}
