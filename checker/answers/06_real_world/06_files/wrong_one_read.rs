// refused: wrong-result — one read with a buffer of the file's length is taken for all of it

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    use tokio::io::AsyncReadExt;
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| {
            let text = async {
                let mut file = tokio::fs::File::open(path).await?;
                let length = file.metadata().await?.len() as usize;
                if length == 0 {
                    let mut text = String::new();
                    file.read_to_string(&mut text).await?;
                    return Ok(text);
                }
                let mut bytes = vec![0; length];
                let count = file.read(&mut bytes).await?;
                bytes.truncate(count);
                String::from_utf8(bytes)
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
            };
            (place, text.await)
        })
        .buffer_unordered(4)
        .collect()
        .await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
