// refused: blocks-runtime — the thread of the runtime sleeps where a file cannot be read

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| {
            let text = tokio::fs::read_to_string(path).await;
            if text.is_err() {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            (place, text)
        })
        .buffer_unordered(4)
        .collect()
        .await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
