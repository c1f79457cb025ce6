// refused: not-concurrent — a second sum waits behind the first

use std::sync::Arc;
pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    static W: std::sync::OnceLock<std::sync::mpsc::Sender<Box<dyn FnOnce() + Send>>> =
        std::sync::OnceLock::new();
    let w = W.get_or_init(|| {
        let (tx, rx) = std::sync::mpsc::channel::<Box<dyn FnOnce() + Send>>();
        std::thread::spawn(move || {
            for j in rx {
                j()
            }
        });
        tx
    });
    let (tx, rx) = tokio::sync::oneshot::channel();
    w.send(Box::new(move || {
        let _ = tx.send(sum(&file));
    }))
    .unwrap();
    rx.await.unwrap()
}

fn main() {}
