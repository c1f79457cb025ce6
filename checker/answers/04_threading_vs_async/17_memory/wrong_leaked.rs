// refused: leaks — the buffer is never given back

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
            let buffer: &'static mut Buffer = Box::leak(Box::new([0; 16_384]));
            let length = read(customer, buffer);
            let letter = str::from_utf8(&buffer[..length]).unwrap();
            sleep(rest).await;
            letter.to_owned()
        });
    }
    customers
}

fn main() {}
