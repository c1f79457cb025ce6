// refused: wrong-result — the number belongs to the task, and one task may serve two requests

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};
use tokio::task::{JoinHandle, try_id};

static REQUESTS: LazyLock<Mutex<HashMap<Option<tokio::task::Id>, u32>>> =
    LazyLock::new(Mutex::default);

pub fn logged(text: &str) -> String {
    match REQUESTS.lock().unwrap().get(&try_id()) {
        Some(id) => format!("request {id}: {text}"),
        None => format!("no request: {text}"),
    }
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    let before = REQUESTS.lock().unwrap().insert(try_id(), id);
    let value = work.await;
    match before {
        Some(id) => REQUESTS.lock().unwrap().insert(try_id(), id),
        None => REQUESTS.lock().unwrap().remove(&try_id()),
    };
    value
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let id = REQUESTS.lock().unwrap().get(&try_id()).copied();
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
    tokio::task::spawn_blocking(work)
}

fn main() {}
