// refused: wrong-result — of several errors it returns that of the first part in the order of `parts`

use futures::FutureExt;
use futures::future::BoxFuture;
use std::time::Duration;

use std::any::Any;
use std::panic::resume_unwind;
use tokio::task::JoinSet;

enum Failure {
    Error(String),
    Panic(Box<dyn Any + Send>),
}

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let mut results: Vec<Option<T>> = parts.iter().map(|_| None).collect();
    let mut errors: Vec<Option<String>> = parts.iter().map(|_| None).collect();
    let mut tasks = JoinSet::new();
    for (index, part) in parts.into_iter().enumerate() {
        tasks.spawn(async move { (index, part.await) });
    }
    let mut first: Option<Failure> = None;
    while let Some(ended) = tasks.join_next().await {
        let failure = match ended {
            Ok((index, Ok(result))) => {
                results[index] = Some(result);
                continue;
            }
            Ok((index, Err(error))) => {
                tasks.abort_all();
                errors[index] = Some(error);
                continue;
            }
            Err(_) if errors.iter().any(Option::is_some) => continue,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => Failure::Panic(panic),
                Err(_cancelled) => continue,
            },
        };
        if first.is_none() {
            first = Some(failure);
            tasks.abort_all();
        }
    }
    match first {
        None if errors.iter().any(Option::is_some) => {
            Err(errors.into_iter().flatten().next().unwrap_or_default())
        }
        None => Ok(results.into_iter().flatten().collect()),
        Some(Failure::Error(error)) => Err(error),
        Some(Failure::Panic(panic)) => resume_unwind(panic),
    }
}

fn main() {}
