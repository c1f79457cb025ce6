// accepted: a thread waits for the pool, and tells the task

use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    std::thread::spawn(|| {
        let (result, ()) = rayon::join(work, || ());
        tell.send(result).ok()
    });
    told.await.unwrap()
}

fn main() {}
