// refused: wrong-result — after an error the results of the others are returned

use futures::future::BoxFuture;
use std::panic::resume_unwind;
use tokio::task::JoinSet;

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let mut results: Vec<Option<T>> = parts.iter().map(|_| None).collect();
    let mut tasks = JoinSet::new();
    for (place, part) in parts.into_iter().enumerate() {
        tasks.spawn(async move { (place, part.await) });
    }
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok((place, Ok(result))) => results[place] = Some(result),
            Ok((_, Err(error))) => {
                tasks.shutdown().await;
                drop(error);
                break;
            }
            Err(panicked) => {
                tasks.shutdown().await;
                resume_unwind(panicked.into_panic());
            }
        }
    }
    Ok(results.into_iter().flatten().collect())
}

fn main() {}
