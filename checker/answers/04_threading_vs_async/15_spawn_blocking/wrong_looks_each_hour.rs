// refused: hangs — it looks each hour whether the sum is there

use std::sync::Arc;
pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let h = tokio::task::spawn_blocking(move || sum(&file));
    while !h.is_finished() {
        tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    }
    h.await.unwrap()
}

fn main() {}
