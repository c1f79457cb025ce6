// refused: leaks — the buffer is handed to another async function

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

async fn wait(buffer: Buffer, length: usize, rest: Duration) -> String {
    sleep(rest).await;
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    for customer in 0..n {
        let read = read.clone();
        customers.spawn(async move {
            let mut buffer = [0; 16_384];
            let length = read(customer, &mut buffer);
            wait(buffer, length, rest).await
        });
    }
    customers
}

fn main() {}
