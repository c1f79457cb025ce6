// refused: forbidden — a copy of the bytes for the other thread

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let bytes = file.to_vec();
    let summed = tokio::task::spawn_blocking(move || sum(&bytes));
    summed.await.unwrap()
}

fn main() {}
