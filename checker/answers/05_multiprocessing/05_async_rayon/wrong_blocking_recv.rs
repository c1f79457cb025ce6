// refused: panicked — a runtime does not let a task block like this

use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || drop(tell.send(work())));
    told.blocking_recv().unwrap()
}

fn main() {}
