// refused: blocks-runtime — the thread sleeps until the batch is due

use lab::{AuditLog, ms};
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
    while let Some(first) = entries.recv().await {
        let due = first.since + ms(50);
        let mut batch = vec![first];
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        while batch.len() < 10 {
            match entries.try_recv() {
                Ok(entry) => batch.push(entry),
                Err(_) => break,
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
