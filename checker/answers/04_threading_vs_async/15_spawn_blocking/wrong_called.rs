// refused: blocks-runtime — called in the task itself

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    sum(&file)
}

fn main() {}
