// accepted: a task that waits for the blocking thread

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let task = tokio::spawn(async move {
        let summed = tokio::task::spawn_blocking(move || sum(&file));
        summed.await.unwrap()
    });
    task.await.unwrap()
}

fn main() {}
