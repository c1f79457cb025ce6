// refused: late — each bit of progress starts the timer again

use std::task::Poll;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug, PartialEq, Eq)]
pub struct Late;

pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    let mut work = std::pin::pin!(work);
    loop {
        let polled = std::cell::Cell::new(0);
        let mut timer = std::pin::pin!(sleep(limit));
        let result = std::future::poll_fn(|context| {
            if polled.get() > 0 && timer.as_mut().poll(context).is_ready() {
                return Poll::Ready(Some(Err(Late)));
            }
            if let Poll::Ready(x) = work.as_mut().poll(context) {
                return Poll::Ready(Some(Ok(x)));
            }
            polled.set(polled.get() + 1);
            if polled.get() > 1 {
                return Poll::Ready(None);
            }
            let _ = timer.as_mut().poll(context);
            Poll::Pending
        })
        .await;
        if let Some(result) = result {
            return result;
        }
    }
}

fn main() {}
