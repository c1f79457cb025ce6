// refused: wrong-result — a task has lost its number when the request is over

use std::sync::{Arc, Weak};
use tokio::task::JoinHandle;

tokio::task_local! {
    static REQUEST: Weak<u32>;
}

pub fn logged(text: &str) -> String {
    match REQUEST.try_with(Weak::upgrade) {
        Ok(Some(id)) => format!("request {id}: {text}"),
        _ => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    let id = Arc::new(id);
    REQUEST.scope(Arc::downgrade(&id), work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    match REQUEST.try_with(Weak::clone) {
        Ok(id) => tokio::spawn(REQUEST.scope(id, work)),
        Err(_) => tokio::spawn(work),
    }
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    match REQUEST.try_with(Weak::clone) {
        Ok(id) => tokio::task::spawn_blocking(move || REQUEST.sync_scope(id, work)),
        Err(_) => tokio::task::spawn_blocking(work),
    }
}

fn main() {}
