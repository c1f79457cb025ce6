// refused: wrong-thread — each call starts a pool of its own

use rayon::ThreadPoolBuilder;
use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    let pool = ThreadPoolBuilder::new().build().unwrap();
    pool.spawn(move || drop(tell.send(work())));
    told.await.unwrap()
}

fn main() {}
