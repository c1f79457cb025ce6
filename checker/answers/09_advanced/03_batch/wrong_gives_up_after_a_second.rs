// refused: wrong-result — after a second it says that the task is gone

use lab::{AuditLog, ms};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

/// What a handle returns once the task that writes is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

struct Entry {
    text: String,
    handed_in: Instant,
    written: oneshot::Sender<()>,
}

/// A handle to the log. Clones are handles to the same one.
#[derive(Clone)]
pub struct Batcher {
    entries: mpsc::UnboundedSender<Entry>,
}

impl Batcher {
    pub fn new(log: AuditLog) -> Self {
        let (entries, inbox) = mpsc::unbounded_channel();
        tokio::spawn(write_all(inbox, log));
        Self { entries }
    }

    pub async fn write(&self, entry: &str) -> Result<(), Closed> {
        let (written, done) = oneshot::channel();
        let entry = Entry {
            text: entry.to_owned(),
            handed_in: Instant::now(),
            written,
        };
        self.entries.send(entry).map_err(|_| Closed)?;
        match tokio::time::timeout(ms(1_000), done).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Closed),
        }
    }
}

async fn write_all(mut inbox: mpsc::UnboundedReceiver<Entry>, log: AuditLog) {
    while let Some(first) = inbox.recv().await {
        let deadline = first.handed_in + ms(50);
        let mut batch = vec![first];
        while batch.len() < 10 {
            match timeout_at(deadline, inbox.recv()).await {
                Ok(Some(entry)) => batch.push(entry),
                Ok(None) | Err(_) => break,
            }
        }
        let texts: Vec<&str> = batch.iter().map(|entry| entry.text.as_str()).collect();
        log.write(&texts.join(", ")).await;
        for entry in batch {
            let _ = entry.written.send(());
        }
    }
}

fn main() {}
