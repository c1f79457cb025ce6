// refused: busy-waits — a timeout wakes it up now and then, and it waits on

use std::time::Duration;
use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tx, mut rx) = oneshot::channel();
    rayon::spawn(move || {
        let _ = tx.send(work());
    });
    loop {
        if let Ok(v) = tokio::time::timeout(Duration::from_millis(100), &mut rx).await {
            return v.unwrap();
        }
    }
}

fn main() {}
