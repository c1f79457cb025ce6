// refused: blocks-runtime — whoever drops the future waits until the work has ended

use tokio::sync::oneshot;

struct Wait(Option<std::sync::mpsc::Receiver<()>>);
impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(r) = self.0.take() {
            let _ = r.recv();
        }
    }
}
pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tx, rx) = oneshot::channel();
    let (done, over) = std::sync::mpsc::channel();
    rayon::spawn(move || {
        let _ = tx.send(work());
        let _ = done.send(());
    });
    let wait = Wait(Some(over));
    let v = rx.await.unwrap();
    drop(wait);
    v
}

fn main() {}
