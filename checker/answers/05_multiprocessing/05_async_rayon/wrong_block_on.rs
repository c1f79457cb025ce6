// refused: blocks-runtime — another executor waits inside of the task

use futures::executor::block_on;
use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || drop(tell.send(work())));
    block_on(told).unwrap()
}

fn main() {}
