// refused: blocks-runtime — a task of its own, on the same thread

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    tokio::spawn(async move { sum(&file) }).await.unwrap()
}

fn main() {}
