// refused: blocks-runtime — the wait for the other thread is not an await

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    let (done, sum_is_there) = mpsc::channel();
    thread::spawn(move || done.send(sum(&file)));
    sum_is_there.recv().unwrap()
}

fn main() {}
