// refused: hangs — the waker is there early and handed over late: the result may come in between

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct Fut<T>(Arc<Mutex<Option<T>>>, Arc<Mutex<Option<Waker>>>);
impl<T> Future for Fut<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let waker = cx.waker().clone();
        if let Some(v) = self.0.lock().unwrap().take() {
            return Poll::Ready(v);
        }
        *self.1.lock().unwrap() = Some(waker);
        Poll::Pending
    }
}
pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let v = Arc::new(Mutex::new(None));
    let w = Arc::new(Mutex::new(None::<Waker>));
    let (a, b) = (v.clone(), w.clone());
    rayon::spawn(move || {
        let v = work();
        *a.lock().unwrap() = Some(v);
        if let Some(w) = b.lock().unwrap().take() {
            w.wake();
        }
    });
    Fut(v, w).await
}

fn main() {}
