// accepted: a blocking thread waits for a pool of our own

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;
use tokio::task::spawn_blocking;

static POOL: LazyLock<ThreadPool> = LazyLock::new(|| ThreadPoolBuilder::new().build().unwrap());

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    spawn_blocking(|| POOL.install(work)).await.unwrap()
}

fn main() {}
