// accepted: handles that are polled by hand; the tasks themselves note the first failure

use futures::FutureExt;
use futures::future::BoxFuture;
use std::time::Duration;

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use tokio::task::JoinHandle;

enum Failure {
    Error(String),
    Panic(Box<dyn Any + Send>),
}

struct Scope<T> {
    tasks: Vec<JoinHandle<Option<T>>>,
}

impl<T> Scope<T> {
    fn abort(&self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl<T> Drop for Scope<T> {
    fn drop(&mut self) {
        self.abort();
    }
}

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let first: Arc<Mutex<Option<Failure>>> = Arc::default();
    let note = |first: &Mutex<Option<Failure>>, failure| {
        let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert(failure);
    };
    let tasks = parts.into_iter().map(|part| {
        let first = Arc::clone(&first);
        tokio::spawn(async move {
            match AssertUnwindSafe(part).catch_unwind().await {
                Ok(Ok(result)) => return Some(result),
                Ok(Err(error)) => note(&first, Failure::Error(error)),
                Err(panic) => note(&first, Failure::Panic(panic)),
            }
            None
        })
    });
    let mut scope = Scope {
        tasks: tasks.collect(),
    };
    let mut results: Vec<Option<Option<T>>> = scope.tasks.iter().map(|_| None).collect();
    let mut aborted = false;
    poll_fn(|context| {
        let mut all_gone = true;
        let mut failed = false;
        for (task, result) in scope.tasks.iter_mut().zip(&mut results) {
            if result.is_none() {
                match task.poll_unpin(context) {
                    Poll::Ready(Ok(ended)) => *result = Some(ended),
                    Poll::Ready(Err(error)) => {
                        *result = Some(None);
                        // Only what is dropped can panic there.
                        if let Ok(panic) = error.try_into_panic() {
                            note(&first, Failure::Panic(panic));
                        }
                    }
                    Poll::Pending => all_gone = false,
                }
            }
            failed |= matches!(result, Some(None));
        }
        if failed && !aborted {
            aborted = true;
            scope.abort();
        }
        if all_gone {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
    match first {
        Some(Failure::Error(error)) => Err(error),
        Some(Failure::Panic(panic)) => resume_unwind(panic),
        None => Ok(results.into_iter().flatten().flatten().collect()),
    }
}

fn main() {}
