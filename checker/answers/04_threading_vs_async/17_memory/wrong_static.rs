// refused: leaks — each has a buffer in a static, which no allocator has given

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

pub type Buffer = [u8; 16_384];

const MOST: usize = 10_000;

static BUFFERS: Mutex<[Buffer; MOST]> = Mutex::new([[0; 16_384]; MOST]);

pub fn park_many<R>(n: usize, read: R, rest: Duration) -> JoinSet<String>
where
    R: Fn(usize, &mut Buffer) -> usize + Clone + Send + 'static,
{
    let mut customers = JoinSet::new();
    for customer in 0..n {
        let read = read.clone();
        customers.spawn(async move {
            let buffers = || BUFFERS.lock().unwrap_or_else(PoisonError::into_inner);
            let length = read(customer, &mut buffers()[customer]);
            sleep(rest).await;
            String::from_utf8_lossy(&buffers()[customer][..length]).into_owned()
        });
    }
    customers
}

fn main() {}
