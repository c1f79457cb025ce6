// accepted: a worker may give its other tasks away where there are workers

use std::sync::Arc;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::{block_in_place, spawn_blocking};

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    match Handle::current().runtime_flavor() {
        RuntimeFlavor::MultiThread => block_in_place(|| sum(&file)),
        _ => spawn_blocking(move || sum(&file)).await.unwrap(),
    }
}

fn main() {}
