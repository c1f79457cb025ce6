// accepted: tasks that own their permit, stopped when their set is dropped

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let places = Arc::new(Semaphore::new(4));
    let mut reads = JoinSet::new();
    for (number, path) in paths.into_iter().enumerate() {
        let places = places.clone();
        reads.spawn(async move {
            let _place = places.acquire().await;
            (number, tokio::fs::read_to_string(path).await)
        });
    }
    let mut texts = reads.join_all().await;
    texts.sort_by_key(|(number, _)| *number);
    texts.into_iter().map(|(_, text)| text).collect()
}
