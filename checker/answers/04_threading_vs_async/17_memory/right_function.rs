// accepted: a function that does not wait has the buffer

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

fn letter(customer: usize, read: impl Fn(usize, &mut Buffer) -> usize) -> String {
    let mut buffer = [0; 16_384];
    let length = read(customer, &mut buffer);
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    for customer in 0..n {
        let read = read.clone();
        customers.spawn(async move {
            let letter = letter(customer, &read);
            sleep(rest).await;
            letter
        });
    }
    customers
}

fn main() {}
