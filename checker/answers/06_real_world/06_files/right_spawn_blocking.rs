// accepted: the blocking function of the standard library, on a thread for what blocks

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;
use tokio::task::spawn_blocking;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths.into_iter().enumerate().map(async |(place, path)| {
        (
            place,
            spawn_blocking(|| std::fs::read_to_string(path))
                .await
                .unwrap(),
        )
    });
    let mut texts: Vec<_> = stream::iter(reads).buffer_unordered(4).collect().await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
