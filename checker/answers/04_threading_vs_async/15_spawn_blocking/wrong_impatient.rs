// refused: wrong-result — gives up after a few seconds

use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let summed = tokio::task::spawn_blocking(move || sum(&file));
    match timeout(Duration::from_secs(5), summed).await {
        Ok(summed) => summed.unwrap(),
        Err(_) => 0,
    }
}

fn main() {}
