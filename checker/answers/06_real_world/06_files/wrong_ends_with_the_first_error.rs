// refused: wrong-result — what comes after an error is left out

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths
        .into_iter()
        .enumerate()
        .map(async |(place, path)| (place, tokio::fs::read_to_string(path).await));
    let mut texts: Vec<_> = stream::iter(reads).buffer_unordered(4).collect().await;
    texts.sort_by_key(|(place, _)| *place);
    let mut all = Vec::new();
    for (_, text) in texts {
        let is_error = text.is_err();
        all.push(text);
        if is_error {
            break;
        }
    }
    all
}
