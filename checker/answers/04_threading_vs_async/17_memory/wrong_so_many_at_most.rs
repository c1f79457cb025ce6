// refused: late — five thousand wait at a time

use std::time::Duration;
use tokio::task::JoinSet;
pub type Buffer = [u8; 16_384];
pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    let s = std::sync::Arc::new(tokio::sync::Semaphore::new(5000));
    for customer in 0..n {
        let read = read.clone();
        let s2 = s.clone();
        customers.spawn(async move {
            let _p = s2.acquire_owned().await.unwrap();
            let letter = {
                let mut buffer = [0; 16_384];
                let length = read(customer, &mut buffer);
                String::from_utf8_lossy(&buffer[..length]).into_owned()
            };
            tokio::time::sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
