// refused: blocks-runtime — with workers it is called directly, and holds one of them

use std::sync::Arc;
use tokio::runtime::{Handle, RuntimeFlavor};

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
        return sum(&file);
    }
    tokio::task::spawn_blocking(move || sum(&file))
        .await
        .unwrap()
}

fn main() {}
