// refused: wrong-thread — a new thread computes

use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || tell.send(work()).ok());
    told.await.unwrap()
}

fn main() {}
