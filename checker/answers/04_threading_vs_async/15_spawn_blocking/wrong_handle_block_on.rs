// refused: panicked — the runtime cannot be entered from within

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let summed = tokio::task::spawn_blocking(move || sum(&file));
    tokio::runtime::Handle::current().block_on(summed).unwrap()
}

fn main() {}
