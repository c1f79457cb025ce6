// refused: too-concurrent — every file is opened at the beginning

use futures::future::join_all;
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    join_all(paths.into_iter().map(tokio::fs::read_to_string)).await
}
