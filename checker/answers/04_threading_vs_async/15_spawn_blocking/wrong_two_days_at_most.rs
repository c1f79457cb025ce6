// refused: panicked — it waits for two days at most

use std::sync::Arc;
pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    tokio::time::timeout(
        std::time::Duration::from_secs(86400 * 2),
        tokio::task::spawn_blocking(move || sum(&file)),
    )
    .await
    .unwrap()
    .unwrap()
}

fn main() {}
