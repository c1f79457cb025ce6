// refused: blocks-runtime — an `async` block around it makes nothing wait

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let summed = async { sum(&file) };
    let (summed, ()) = tokio::join!(summed, tokio::task::yield_now());
    summed
}

fn main() {}
