// accepted: all of a batch watch for the same news

use lab::{AuditLog, ms};
use std::sync::Arc;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout_at};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

#[derive(Clone)]
pub struct Batcher {
    mailbox: Arc<tokio::sync::Mutex<(u64, mpsc::UnboundedSender<(String, Instant)>)>>,
    written: watch::Receiver<u64>,
}

impl Batcher {
    pub fn new(log: AuditLog) -> Self {
        let (mailbox, mut entries) = mpsc::unbounded_channel::<(String, Instant)>();
        let (say, written) = watch::channel(0);
        tokio::spawn(async move {
            while let Some((text, since)) = entries.recv().await {
                let mut batch = vec![text];
                while batch.len() < 10
                    && let Ok(Some((text, _))) = timeout_at(since + ms(50), entries.recv()).await
                {
                    batch.push(text);
                }
                log.write(&batch.join(", ")).await;
                say.send_modify(|count| *count += batch.len() as u64);
            }
        });
        let mailbox = Arc::new(tokio::sync::Mutex::new((0, mailbox)));
        Self { mailbox, written }
    }

    pub async fn write(&self, entry: &str) -> Result<(), Closed> {
        let since = Instant::now();
        let number = {
            let mut mailbox = self.mailbox.lock().await;
            let entry = (entry.to_owned(), since);
            mailbox.1.send(entry).map_err(|_| Closed)?;
            mailbox.0 += 1;
            mailbox.0
        };
        let mut written = self.written.clone();
        let done = written.wait_for(|count| number <= *count).await;
        done.map(drop).map_err(|_| Closed)
    }
}

fn main() {}
