// accepted: a panic is caught in each poll, and goes on when the number is put back

use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use tokio::task::JoinHandle;

thread_local! {
    static REQUEST: Cell<Option<u32>> = const { Cell::new(None) };
}

pub fn logged(text: &str) -> String {
    match REQUEST.get() {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    let mut work = pin!(work);
    poll_fn(|context| {
        let before = REQUEST.replace(Some(id));
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        REQUEST.set(before);
        polled.unwrap_or_else(|panic| resume_unwind(panic))
    })
    .await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let id = REQUEST.get();
    tokio::spawn(async move {
        match id {
            Some(id) => serve(id, work).await,
            None => work.await,
        }
    })
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let id = REQUEST.get();
    tokio::task::spawn_blocking(move || {
        REQUEST.set(id);
        let value = catch_unwind(AssertUnwindSafe(work));
        REQUEST.set(None);
        value.unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn main() {}
