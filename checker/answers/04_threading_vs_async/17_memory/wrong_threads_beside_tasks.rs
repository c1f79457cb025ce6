// refused: not-concurrent — each task waits for a thread, which reads and sleeps

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
        let (done, letter) = oneshot::channel();
        thread::spawn(move || {
            let mut buffer = [0; 16_384];
            let length = read(customer, &mut buffer);
            thread::sleep(rest);
            let _ = done.send(String::from_utf8_lossy(&buffer[..length]).into_owned());
        });
        customers.spawn(async move { letter.await.unwrap() });
    }
    customers
}

fn main() {}
