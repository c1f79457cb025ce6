// refused: too-concurrent — a file stays open until all texts are there

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    use tokio::io::AsyncReadExt;
    let open = tokio::sync::Mutex::new(Vec::new());
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| {
            let text = async {
                let mut text = String::new();
                let mut file = tokio::fs::File::open(path).await?;
                let read = file.read_to_string(&mut text).await;
                open.lock().await.push(file);
                read?;
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
