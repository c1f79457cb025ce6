// accepted: a thread-local variable that is set in each poll, and put back after it

use std::cell::Cell;
use std::future::poll_fn;
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
        let _entered = Entered::with(Some(id));
        work.as_mut().poll(context)
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
        let _entered = Entered::with(id);
        work()
    })
}

struct Entered(Option<u32>);

impl Entered {
    fn with(id: Option<u32>) -> Self {
        Self(REQUEST.replace(id))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        REQUEST.set(self.0);
    }
}

fn main() {}
