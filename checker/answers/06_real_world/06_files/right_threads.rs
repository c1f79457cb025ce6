// accepted: a thread for each file that is open

use futures::future::join_all;
use std::io;
use std::path::PathBuf;
use std::thread;
use tokio::sync::{Semaphore, oneshot};

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let places = Semaphore::new(4);
    let reads = paths.into_iter().map(async |path| {
        let _place = places.acquire().await;
        let (done, is_done) = oneshot::channel();
        thread::spawn(move || done.send(std::fs::read_to_string(path)));
        is_done
            .await
            .unwrap_or_else(|_| Err(io::Error::other("the thread has panicked")))
    });
    join_all(reads).await
}
