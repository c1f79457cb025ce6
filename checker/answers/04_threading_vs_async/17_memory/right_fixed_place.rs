// accepted: the letter is copied to a small array

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
            let mut letter = [0; 100];
            let length = {
                let mut buffer = [0; 16_384];
                let length = read(customer, &mut buffer);
                letter[..length].copy_from_slice(&buffer[..length]);
                length
            };
            sleep(rest).await;
            String::from_utf8_lossy(&letter[..length]).into_owned()
        });
    }
    customers
}

fn main() {}
