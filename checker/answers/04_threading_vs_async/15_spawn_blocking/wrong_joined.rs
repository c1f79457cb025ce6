// refused: blocks-runtime — the runtime waits in `join` for the other thread

use std::sync::Arc;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    std::thread::spawn(move || sum(&file)).join().unwrap()
}

fn main() {}
