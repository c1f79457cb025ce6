// refused: wrong-result — the error of the system is made a text with the path in it, and its number is lost

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    use futures::StreamExt;
    let mut texts: Vec<_> = futures::stream::iter(paths.into_iter().enumerate())
        .map(async |(place, path)| {
            let text = tokio::fs::read_to_string(&path).await;
            (
                place,
                text.map_err(|error| {
                    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
                }),
            )
        })
        .buffer_unordered(4)
        .collect()
        .await;
    texts.sort_by_key(|(place, _)| *place);
    texts.into_iter().map(|(_, text)| text).collect()
}
