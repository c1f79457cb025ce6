// accepted: a task serves those that ask, and hears from each whether it has taken its token

use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

/// Is sent a token, and says that it has taken it: one that is dropped by then cannot.
type Caller = oneshot::Sender<oneshot::Sender<()>>;

pub struct Limiter {
    line: mpsc::UnboundedSender<Caller>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        tokio::spawn(serve(waiting, burst, every));
        Self { line }
    }

    pub async fn until_ready(&self) {
        let (go, gone) = oneshot::channel();
        let _ = self.line.send(go);
        if let Ok(taken) = gone.await {
            let _ = taken.send(());
        }
    }
}

async fn serve(mut waiting: mpsc::UnboundedReceiver<Caller>, burst: u32, every: Duration) {
    let saved = every * (burst - 1);
    let mut full_again = Instant::now();
    while let Some(mut caller) = waiting.recv().await {
        let ready = full_again - saved;
        loop {
            let left = tokio::select! {
                () = caller.closed() => true,
                () = sleep_until(ready) => false,
            };
            let (taken, is_taken) = oneshot::channel();
            let left = left || caller.send(taken).is_err() || is_taken.await.is_err();
            if !left {
                full_again = full_again.max(Instant::now()) + every;
                break;
            }
            match waiting.recv().await {
                Some(next) => caller = next,
                None => return,
            }
        }
    }
}

fn main() {}
