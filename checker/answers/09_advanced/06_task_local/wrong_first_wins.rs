// refused: wrong-result — a request inside of another one keeps the number of the outer one

use tokio::task::JoinHandle;

tokio::task_local! {
    static REQUEST: u32;
}

pub fn logged(text: &str) -> String {
    match REQUEST.try_with(|id| *id) {
        Ok(id) => format!("request {id}: {text}"),
        Err(_) => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    let id = REQUEST.try_with(|outer| *outer).unwrap_or(id);
    REQUEST.scope(id, work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    // Asked here: the task itself begins without a value.
    match REQUEST.try_with(|id| *id) {
        Ok(id) => tokio::spawn(REQUEST.scope(id, work)),
        Err(_) => tokio::spawn(work),
    }
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    match REQUEST.try_with(|id| *id) {
        Ok(id) => tokio::task::spawn_blocking(move || REQUEST.sync_scope(id, work)),
        Err(_) => tokio::task::spawn_blocking(work),
    }
}

fn main() {}
