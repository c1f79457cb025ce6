// accepted: the beginning of a line is kept, not the number

use std::sync::Arc;
use tokio::task::JoinHandle;

tokio::task_local! {
    static NAME: Arc<str>;
}

pub fn logged(text: &str) -> String {
    let name = NAME
        .try_with(Arc::clone)
        .unwrap_or_else(|_| "no request".into());
    format!("{name}: {text}")
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    NAME.scope(format!("request {id}").into(), work).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    match NAME.try_with(Arc::clone) {
        Ok(name) => tokio::spawn(async move { NAME.scope(name, work).await }),
        Err(_) => tokio::spawn(work),
    }
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let name = NAME.try_with(Arc::clone).ok();
    tokio::task::spawn_blocking(move || match name {
        Some(name) => NAME.sync_scope(name, work),
        None => work(),
    })
}

fn main() {}
