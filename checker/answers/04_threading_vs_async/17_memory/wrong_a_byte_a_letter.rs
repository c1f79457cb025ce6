// refused: wrong-result — each byte becomes a letter of its own

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
        customers.spawn(async move {
            let letter = {
                let mut buffer = [0; 16_384];
                let length = read(customer, &mut buffer);
                buffer[..length]
                    .iter()
                    .map(|b| *b as char)
                    .collect::<String>()
            };
            tokio::time::sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
