// refused: wrong-result — a file that takes longer than a minute is given up

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use tokio::time::timeout;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths.into_iter().enumerate().map(async |(place, path)| {
        (
            place,
            match timeout(Duration::from_secs(60), tokio::fs::read_to_string(path)).await {
                Ok(text) => text,
                Err(_) => Err(io::ErrorKind::TimedOut.into()),
            },
        )
    });
    let mut texts: Vec<_> = stream::iter(reads).buffer_unordered(4).collect().await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
