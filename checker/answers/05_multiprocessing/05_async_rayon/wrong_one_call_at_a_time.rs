// refused: not-concurrent — a lock lets one call in at a time

use std::sync::Mutex;
use tokio::sync::oneshot;

static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let _one = ONE.lock().await;
    let (tx, rx) = oneshot::channel();
    rayon::spawn(move || {
        let _ = tx.send(work());
    });
    rx.await.unwrap()
}

fn main() {}
