// refused: wrong-result — lines are put together again with other ends

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths.into_iter().enumerate().map(async |(place, path)| {
        (
            place,
            tokio::fs::read_to_string(path).await.map(|text| {
                let lines: Vec<_> = text.lines().collect();
                lines.join("\n") + "\n"
            }),
        )
    });
    let mut texts: Vec<_> = stream::iter(reads).buffer_unordered(4).collect().await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
