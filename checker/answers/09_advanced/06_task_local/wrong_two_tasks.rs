// refused: leaks — a second task waits for the first, so that `abort` does not get to `work`

use tokio::task::JoinHandle;

tokio::task_local! {
    /// The request that is served.
    static REQUEST: u32;
}

fn current() -> Option<u32> {
    REQUEST.try_with(|id| *id).ok()
}

/// A line of the log: `request 7: paid` while request 7 is served, and `no request: paid`
/// where none is.
pub fn logged(text: &str) -> String {
    match current() {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    REQUEST.scope(id, work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    match current() {
        Some(id) => tokio::spawn(async move {
            match tokio::spawn(REQUEST.scope(id, work)).await {
                Ok(output) => output,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }),
        None => tokio::spawn(work),
    }
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    match current() {
        Some(id) => tokio::task::spawn_blocking(move || REQUEST.sync_scope(id, work)),
        None => tokio::task::spawn_blocking(work),
    }
}

fn main() {}
