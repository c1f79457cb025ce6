// refused: blocks-runtime — the handle is not awaited but blocked on

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let summed = tokio::task::spawn_blocking(move || sum(&file));
    futures::executor::block_on(summed).unwrap()
}

fn main() {}
