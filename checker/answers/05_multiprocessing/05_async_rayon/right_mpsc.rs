// accepted: a channel for many values carries one

use tokio::sync::mpsc;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, mut told) = mpsc::channel(1);
    rayon::spawn(move || {
        let result = work();
        if tell.try_send(result).is_err() {
            println!("nobody waits for this any more");
        }
    });
    told.recv().await.unwrap()
}

fn main() {}
