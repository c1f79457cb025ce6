// accepted: one thread for all files, which takes them in turn

use std::sync::Arc;
use std::sync::{OnceLock, mpsc};
use std::thread;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

pub async fn checksum<S>(file: Arc<[u8]>, sum: S) -> u64
where
    S: FnOnce(&[u8]) -> u64 + Send + 'static,
{
    static WORKER: OnceLock<mpsc::Sender<Job>> = OnceLock::new();
    let worker = WORKER.get_or_init(|| {
        let (jobs, queue) = mpsc::channel::<Job>();
        thread::spawn(move || queue.into_iter().for_each(|job| job()));
        jobs
    });
    let (done, sum_is_there) = oneshot::channel();
    let job = move || drop(done.send(sum(&file)));
    worker.send(Box::new(job)).unwrap();
    sum_is_there.await.unwrap()
}

fn main() {}
