// accepted: the buffer itself, made as small as the letter

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
            buffer.shrink_to_fit();
            sleep(rest).await;
            String::from_utf8(buffer).unwrap()
        });
    }
    customers
}

fn main() {}
