// refused: wrong-result — a call that panics leaves its number on the thread

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::task::JoinHandle;

thread_local! {
    /// The request that is served by what runs on this thread right now.
    static REQUEST: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Sets back what was there before.
struct Restore(Option<u32>);

impl Drop for Restore {
    fn drop(&mut self) {
        REQUEST.set(self.0);
    }
}

fn enter(id: Option<u32>) -> Restore {
    Restore(REQUEST.replace(id))
}

struct Serving<F> {
    id: Option<u32>,
    work: Option<Pin<Box<F>>>,
}

impl<F: Future> Future for Serving<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _restore = enter(self.id);
        let work = self
            .work
            .as_mut()
            .expect("it is polled no more when it is over");
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            self.work = None;
        }
        polled
    }
}

impl<F> Drop for Serving<F> {
    fn drop(&mut self) {
        let _restore = enter(self.id);
        self.work = None;
    }
}

fn serving<F: Future>(id: Option<u32>, work: F) -> Serving<F> {
    Serving {
        id,
        work: Some(Box::pin(work)),
    }
}

/// A line of the log: `request 7: paid` while request 7 is served, and `no request: paid`
/// where none is.
pub fn logged(text: &str) -> String {
    match REQUEST.get() {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    serving(Some(id), work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    tokio::spawn(serving(REQUEST.get(), work))
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let id = REQUEST.get();
    tokio::task::spawn_blocking(move || {
        if id.is_none() {
            return work();
        }
        let before = REQUEST.replace(id);
        let result = work();
        REQUEST.set(before);
        result
    })
}

fn main() {}
