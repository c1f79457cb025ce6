// refused: wrong-result — what the first read brings is taken for the file

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
    let mut bytes = vec![0; 1 << 20];
    let read = file.read(&mut bytes).await?;
    bytes.truncate(read);
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
