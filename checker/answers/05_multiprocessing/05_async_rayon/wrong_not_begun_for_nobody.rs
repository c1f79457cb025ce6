// refused: wrong-result — work that waits for a thread is left out when its future is dropped

use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tx, rx) = oneshot::channel();
    rayon::spawn(move || {
        if tx.is_closed() {
            return;
        }
        let _ = tx.send(work());
    });
    rx.await.unwrap()
}

fn main() {}
