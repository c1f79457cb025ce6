// refused: blocks-runtime — who knows what takes long for an empty file

use std::sync::Arc;
pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    if file.is_empty() {
        return sum(&[]);
    }
    tokio::task::spawn_blocking(move || sum(&file))
        .await
        .unwrap()
}

fn main() {}
