// refused: wrong-result — the number belongs to the thread, and all its tasks see the last one

use std::cell::Cell;
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
    let before = REQUEST.replace(Some(id));
    let value = work.await;
    REQUEST.set(before);
    value
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
        let before = REQUEST.replace(id);
        let value = work();
        REQUEST.set(before);
        value
    })
}

fn main() {}
