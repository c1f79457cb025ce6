// accepted: results in a map, and the end of all tasks awaited in one place

use futures::future::BoxFuture;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use tokio::task::{JoinError, JoinSet};

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let mut tasks = JoinSet::new();
    for (place, part) in parts.into_iter().enumerate() {
        tasks.spawn(async move { part.await.map(|result| (place, result)) });
    }
    let first: Result<Result<BTreeMap<usize, T>, String>, JoinError> = async {
        let mut results = BTreeMap::new();
        while let Some(ended) = tasks.join_next().await {
            match ended? {
                Ok((place, result)) => results.insert(place, result),
                Err(error) => return Ok(Err(error)),
            };
        }
        Ok(Ok(results))
    }
    .await;
    tasks.abort_all();
    while tasks.join_next().await.is_some() {}
    match first {
        Ok(results) => Ok(results?.into_values().collect()),
        Err(panicked) => resume_unwind(panicked.into_panic()),
    }
}

fn main() {}
