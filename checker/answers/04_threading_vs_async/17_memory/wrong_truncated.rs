// refused: leaks — a text with the length of the letter, and room for 16 KiB

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
            let mut buffer = vec![0; 16_384];
            let length = read(customer, buffer.as_mut_slice().try_into().unwrap());
            buffer.truncate(length);
            let letter = String::from_utf8(buffer).unwrap();
            sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
