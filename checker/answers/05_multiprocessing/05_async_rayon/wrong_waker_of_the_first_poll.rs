// refused: hangs — a task that takes the future over is never woken

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct Shared<T> {
    value: Option<T>,
    waker: Option<Waker>,
}
struct Fut<T>(Arc<Mutex<Shared<T>>>);
impl<T> Future for Fut<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut s = self.0.lock().unwrap();
        if let Some(v) = s.value.take() {
            return Poll::Ready(v);
        }
        if s.waker.is_none() {
            s.waker = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}
pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let s = Arc::new(Mutex::new(Shared {
        value: None,
        waker: None,
    }));
    let o = s.clone();
    rayon::spawn(move || {
        let v = work();
        let w = {
            let mut s = o.lock().unwrap();
            s.value = Some(v);
            s.waker.take()
        };
        if let Some(w) = w {
            w.wake();
        }
    });
    Fut(s).await
}

fn main() {}
