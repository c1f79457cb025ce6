// accepted: each thread has a stack of numbers

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use tokio::task::JoinHandle;

thread_local! {
    static REQUESTS: RefCell<Vec<Option<u32>>> = const { RefCell::new(Vec::new()) };
}

fn top() -> Option<u32> {
    REQUESTS.with_borrow(|requests| requests.last().copied().flatten())
}

struct Pop;

impl Drop for Pop {
    fn drop(&mut self) {
        REQUESTS.with_borrow_mut(|requests| {
            requests.pop();
        });
    }
}

fn with<T>(id: Option<u32>, call: impl FnOnce() -> T) -> T {
    REQUESTS.with_borrow_mut(|requests| requests.push(id));
    let _pop = Pop;
    call()
}

/// Something that is dropped as part of its request.
struct Owned<T>(Option<u32>, Option<T>);

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        let value = self.1.take();
        with(self.0, || drop(value));
    }
}

async fn run<F: Future>(id: Option<u32>, work: Owned<Pin<Box<F>>>) -> F::Output {
    let mut work = work;
    let future = work.1.as_mut().expect("it is dropped later");
    poll_fn(|context| with(id, || future.as_mut().poll(context))).await
}

fn owned<F: Future>(id: Option<u32>, work: F) -> Owned<Pin<Box<F>>> {
    Owned(id, Some(Box::pin(work)))
}

pub fn logged(text: &str) -> String {
    let who = top().map_or_else(|| "no request".to_owned(), |id| format!("request {id}"));
    format!("{who}: {text}")
}

pub async fn serve<F: Future>(id: u32, work: F) -> F::Output {
    run(Some(id), owned(Some(id), work)).await
}

pub fn spawn_traced<F>(work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let id = top();
    tokio::spawn(run(id, owned(id, work)))
}

pub fn spawn_blocking_traced<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let id = top();
    tokio::task::spawn_blocking(move || with(id, work))
}

fn main() {}
