// refused: panicked — the runtime of one thread has no other one to go on with

use futures::future::join_all;
use std::io;
use std::path::PathBuf;
use tokio::task::block_in_place;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    join_all(
        paths
            .into_iter()
            .map(async |path| block_in_place(|| std::fs::read_to_string(path))),
    )
    .await
}
