// refused: wrong-result — a letter that two pieces share is not understood

use futures::{StreamExt, stream};
use std::io;
use std::path::PathBuf;
use tokio::fs::File;
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
    let mut file = File::open(path).await?;
    let (mut text, mut piece) = (String::new(), [0; 4096]);
    loop {
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Ok(text);
        }
        let piece = str::from_utf8(&piece[..read]);
        text += piece.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    }
}
