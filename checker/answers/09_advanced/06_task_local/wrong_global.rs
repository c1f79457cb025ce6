// refused: wrong-result — one number for the whole program

use std::sync::Mutex;
use tokio::task::JoinHandle;

static REQUEST: Mutex<Option<u32>> = Mutex::new(None);

pub fn logged(text: &str) -> String {
    match *REQUEST.lock().unwrap() {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    *REQUEST.lock().unwrap() = Some(id);
    let value = work.await;
    *REQUEST.lock().unwrap() = None;
    value
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    tokio::spawn(work)
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    tokio::task::spawn_blocking(work)
}

fn main() {}
