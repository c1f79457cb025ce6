// refused: leaks — dropped handles let their tasks go on

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use std::panic::resume_unwind;

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let count = parts.len();
    let mut aborts = Vec::new();
    let mut tasks: FuturesUnordered<_> = parts
        .into_iter()
        .enumerate()
        .map(|(place, part)| {
            let task = tokio::spawn(part);
            aborts.push(task.abort_handle());
            async move { (place, task.await) }
        })
        .collect();
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    while let Some((place, ended)) = tasks.next().await {
        let ended = match ended {
            Ok(Ok(result)) => {
                results[place] = Some(result);
                continue;
            }
            other => other,
        };
        aborts.iter().for_each(|task| task.abort());
        while tasks.next().await.is_some() {}
        match ended {
            Ok(result) => return result.map(|_| Vec::new()),
            Err(panicked) => resume_unwind(panicked.into_panic()),
        }
    }
    Ok(results.into_iter().flatten().collect())
}

fn main() {}
