// refused: panicked — it is taken for granted that somebody waits

use tokio::sync::oneshot;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || assert!(tell.send(work()).is_ok()));
    told.await.unwrap()
}

fn main() {}
