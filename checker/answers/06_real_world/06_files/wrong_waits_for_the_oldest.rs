// refused: not-concurrent — only the oldest file makes room

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths.into_iter().map(tokio::fs::read_to_string);
    stream::iter(reads).buffered(4).collect().await
}
