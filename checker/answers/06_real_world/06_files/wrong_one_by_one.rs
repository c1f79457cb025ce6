// refused: not-concurrent — one file after another

use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let mut texts = Vec::new();
    for path in paths {
        texts.push(tokio::fs::read_to_string(path).await);
    }
    texts
}
