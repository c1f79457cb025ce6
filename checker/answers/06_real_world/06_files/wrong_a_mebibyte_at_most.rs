// refused: wrong-result — of a large file only the first mebibyte is read

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    use tokio::io::AsyncReadExt;
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| {
            let text = async {
                let mut text = String::new();
                let file = tokio::fs::File::open(path).await?;
                file.take(1 << 20).read_to_string(&mut text).await?;
                Ok(text)
            };
            (place, text.await)
        })
        .buffer_unordered(4)
        .collect()
        .await;
    texts.sort_by_key(|(place, _): &(usize, io::Result<String>)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
