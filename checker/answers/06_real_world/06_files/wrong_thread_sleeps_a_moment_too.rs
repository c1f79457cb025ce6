// refused: blocks-runtime — the thread of the runtime sleeps before it begins

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    std::thread::sleep(std::time::Duration::from_millis(30));
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| (place, tokio::fs::read_to_string(path).await))
        .buffer_unordered(4)
        .collect()
        .await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
