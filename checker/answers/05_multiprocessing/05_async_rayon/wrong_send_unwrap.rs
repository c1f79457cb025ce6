// refused: panicked — the pool panics when nobody waits any more

use tokio::sync::mpsc;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, mut told) = mpsc::unbounded_channel();
    rayon::spawn(move || tell.send(work()).unwrap());
    told.recv().await.unwrap()
}

fn main() {}
