// refused: blocks-runtime — the thread sleeps for a while before it awaits the result

use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || drop(tell.send(work())));
    thread::sleep(Duration::from_millis(600));
    told.await.unwrap()
}

fn main() {}
