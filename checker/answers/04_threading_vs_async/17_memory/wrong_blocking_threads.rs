// refused: not-concurrent — a thread for each customer

use std::time::Duration;
use tokio::task::JoinSet;

pub type Buffer = [u8; 16_384];

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    for customer in 0..n {
        let read = read.clone();
        customers.spawn_blocking(move || {
            let mut buffer = [0; 16_384];
            let length = read(customer, &mut buffer);
            std::thread::sleep(rest);
            String::from_utf8_lossy(&buffer[..length]).into_owned()
        });
    }
    customers
}

fn main() {}
