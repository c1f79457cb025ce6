// refused: leaks — tasks that nobody stops

use futures::future::join_all;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let places = Arc::new(Semaphore::new(4));
    let reads = paths.into_iter().map(|path| {
        let places = places.clone();
        tokio::spawn(async move {
            let _place = places.acquire().await;
            tokio::fs::read_to_string(path).await
        })
    });
    let texts = join_all(reads.collect::<Vec<_>>()).await;
    texts.into_iter().map(|text| text.unwrap()).collect()
}
