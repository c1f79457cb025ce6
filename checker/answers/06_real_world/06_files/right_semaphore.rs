// accepted: all futures at once, each with a permit before it opens its file

use futures::future::join_all;
use std::io;
use std::path::PathBuf;
use tokio::sync::Semaphore;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let places = Semaphore::new(4);
    let reads = paths.into_iter().map(async |path| {
        let _place = places.acquire().await;
        tokio::fs::read_to_string(path).await
    });
    join_all(reads).await
}
