// refused: not-concurrent — the caller reads all letters, and the tasks only sleep

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    let mut buffer = [0; 16_384];
    for customer in 0..n {
        let read = read.clone();
        let length = read(customer, &mut buffer);
        let letter = String::from_utf8_lossy(&buffer[..length]).into_owned();
        customers.spawn(async move {
            sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
