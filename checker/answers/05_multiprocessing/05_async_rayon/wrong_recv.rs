// refused: blocks-runtime — the channel of `std` blocks the task that receives

use std::sync::mpsc;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (tell, told) = mpsc::channel();
    rayon::spawn(move || drop(tell.send(work())));
    told.recv().unwrap()
}

fn main() {}
