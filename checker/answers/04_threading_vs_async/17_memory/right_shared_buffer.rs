// accepted: one buffer for all, and each copies its letter

use std::sync::{Arc, Mutex};
use std::time::Duration;
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
            let letter = {
                let mut buffer = buffer.lock().unwrap();
                let length = read(customer, &mut buffer);
                String::from_utf8_lossy(&buffer[..length]).into_owned()
            };
            sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
