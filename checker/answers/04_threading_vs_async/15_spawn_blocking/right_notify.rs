// accepted: a place for the sum, and a bell

use std::sync::Arc;
use std::sync::OnceLock;
use std::thread;
use tokio::sync::Notify;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let (place, bell) = (Arc::new(OnceLock::new()), Arc::new(Notify::new()));
    let (filled, rung) = (place.clone(), bell.clone());
    thread::spawn(move || {
        filled.set(sum(&file)).unwrap();
        rung.notify_one();
    });
    bell.notified().await;
    *place.get().unwrap()
}

fn main() {}
