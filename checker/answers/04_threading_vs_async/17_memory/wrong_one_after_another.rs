// refused: not-concurrent — the lock of the one buffer is held during the sleep

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    let buffer: Arc<Mutex<Buffer>> = Arc::new(Mutex::new([0; 16_384]));
    for customer in 0..n {
        let read = read.clone();
        let buffer = buffer.clone();
        customers.spawn(async move {
            let mut buffer = buffer.lock().await;
            let length = read(customer, &mut buffer);
            sleep(rest).await;
            String::from_utf8_lossy(&buffer[..length]).into_owned()
        });
    }
    customers
}

fn main() {}
