// refused: late — it waits for the parts in their order, and notices an error late

use futures::future::BoxFuture;
use std::panic::resume_unwind;
use tokio_util::task::AbortOnDropHandle;

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let tasks: Vec<_> = parts
        .into_iter()
        .map(|part| AbortOnDropHandle::new(tokio::spawn(part)))
        .collect();
    let (mut results, mut tasks) = (Vec::new(), tasks.into_iter());
    while let Some(task) = tasks.next() {
        let ended = task.await;
        if let Ok(Ok(result)) = ended {
            results.push(result);
            continue;
        }
        for task in tasks {
            task.abort();
            let _ = task.await;
        }
        return match ended {
            Ok(result) => result.map(|_| results),
            Err(panicked) => resume_unwind(panicked.into_panic()),
        };
    }
    Ok(results)
}

fn main() {}
