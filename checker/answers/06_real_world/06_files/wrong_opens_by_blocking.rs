// refused: blocks-runtime — only the reading is left to another thread

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;
use tokio::io::AsyncReadExt;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths
        .into_iter()
        .enumerate()
        .map(async |(place, path)| (place, read(path).await));
    let mut texts: Vec<_> = stream::iter(reads).buffer_unordered(4).collect().await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}

async fn read(path: PathBuf) -> io::Result<String> {
    let mut file = tokio::fs::File::from_std(std::fs::File::open(path)?);
    let mut text = String::new();
    file.read_to_string(&mut text).await?;
    Ok(text)
}
