// refused: not-concurrent — each part begins when the one before is done

use futures::future::BoxFuture;

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let mut results = Vec::new();
    for part in parts {
        match tokio::spawn(part).await {
            Ok(result) => results.push(result?),
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }
    Ok(results)
}

fn main() {}
