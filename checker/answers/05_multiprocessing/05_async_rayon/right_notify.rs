// accepted: a place for the result, and somebody who says that it is there

use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

pub async fn on_rayon<T, F>(work: F) -> T
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let shared = Arc::new((Mutex::new(None), Notify::new()));
    let pool = Arc::clone(&shared);
    rayon::spawn(move || {
        let result = work();
        *pool.0.lock().unwrap() = Some(result);
        pool.1.notify_one();
    });
    loop {
        shared.1.notified().await;
        if let Some(result) = shared.0.lock().unwrap().take() {
            return result;
        }
    }
}

fn main() {}
