// accepted: tasks outside of all requests carry that there is none

use tokio::task::JoinHandle;

tokio::task_local! {
    static REQUEST: Option<u32>;
}

pub fn logged(text: &str) -> String {
    match REQUEST.try_with(|id| *id).ok().flatten() {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    REQUEST.scope(Some(id), work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let id = REQUEST.try_with(|id| *id).ok().flatten();
    tokio::spawn(REQUEST.scope(id, work))
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let id = REQUEST.try_with(|id| *id).ok().flatten();
    tokio::task::spawn_blocking(move || REQUEST.sync_scope(id, work))
}

fn main() {}
