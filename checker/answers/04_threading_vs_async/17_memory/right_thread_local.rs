// accepted: one buffer for each thread, and tasks that keep a small box

use std::cell::RefCell;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

pub type Buffer = [u8; 16_384];

thread_local! {
    static BUFFER: RefCell<Buffer> = const { RefCell::new([0; 16_384]) };
}

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    let evening = Instant::now() + rest;
    for customer in 0..n {
        let read = read.clone();
        customers.spawn(async move {
            let letter: Box<str> = BUFFER.with_borrow_mut(|buffer| {
                let length = read(customer, buffer);
                str::from_utf8(&buffer[..length]).unwrap().into()
            });
            sleep_until(evening).await;
            letter.into()
        });
    }
    customers
}

fn main() {}
