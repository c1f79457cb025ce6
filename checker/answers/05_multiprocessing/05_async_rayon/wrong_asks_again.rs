// refused: busy-waits — it asks in every turn

use tokio::sync::oneshot;
use tokio::task::yield_now;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, mut told) = oneshot::channel();
    rayon::spawn(move || drop(tell.send(work())));
    loop {
        match told.try_recv() {
            Ok(result) => return result,
            Err(_) => yield_now().await,
        }
    }
}

fn main() {}
