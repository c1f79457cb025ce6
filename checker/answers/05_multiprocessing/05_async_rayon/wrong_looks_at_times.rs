// refused: busy-waits — it sleeps a little and looks again

use std::sync::mpsc;
use std::time::Duration;
use tokio::time::sleep;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = mpsc::channel();
    rayon::spawn(move || drop(tell.send(work())));
    loop {
        match told.try_recv() {
            Ok(result) => return result,
            Err(_) => sleep(Duration::from_millis(10)).await,
        }
    }
}

fn main() {}
