// refused: hangs — the task reads, and a thread of its own sleeps

use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;
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
                String::from_utf8_lossy(&buffer[..length]).into_owned()
            };
            let (done, over) = oneshot::channel();
            thread::spawn(move || {
                thread::sleep(rest);
                done.send(())
            });
            over.await.unwrap();
            letter
        });
    }
    customers
}

fn main() {}
