// refused: blocks-runtime — a task of its own has no thread of its own

use futures::future::join_all;
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths
        .into_iter()
        .map(|path| tokio::spawn(async { std::fs::read_to_string(path) }));
    let texts = join_all(reads.collect::<Vec<_>>()).await;
    texts.into_iter().map(|text| text.unwrap()).collect()
}
