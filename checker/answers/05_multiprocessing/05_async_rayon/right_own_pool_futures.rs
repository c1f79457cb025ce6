// accepted: a pool of our own, and the channel of `futures`

use futures::channel::oneshot;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

static POOL: OnceLock<ThreadPool> = OnceLock::new();

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().num_threads(2).build().unwrap());
    let (tell, told) = oneshot::channel();
    pool.spawn_fifo(move || drop(tell.send(work())));
    told.await.unwrap()
}

fn main() {}
