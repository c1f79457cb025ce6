// refused: wrong-result — what stands behind the letter is taken for a part of it

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    for customer in 0..n {
        let read = read.clone();
        customers.spawn(async move {
            let letter = {
                let mut buffer = [0; 16_384];
                read(customer, &mut buffer);
                let text = String::from_utf8_lossy(&buffer[..100]).into_owned();
                text.trim_end_matches('\0').to_owned()
            };
            sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
