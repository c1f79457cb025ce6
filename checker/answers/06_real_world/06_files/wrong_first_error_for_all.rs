// refused: wrong-result — one error, and none of the texts

use futures::TryStreamExt;
use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let reads = paths.into_iter().enumerate().map(async |(place, path)| {
        Ok::<_, io::Error>((place, tokio::fs::read_to_string(path).await?))
    });
    let texts = stream::iter(reads).buffer_unordered(4).try_collect().await;
    let mut texts: Vec<(usize, String)> = match texts {
        Ok(texts) => texts,
        Err(error) => return vec![Err(error)],
    };
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| Ok(text)).collect()
}
