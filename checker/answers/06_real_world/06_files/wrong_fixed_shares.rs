// refused: wrong-result — each of four workers has its own files from the beginning

use futures::future::join_all;
use std::io;
use std::path::PathBuf;

pub async fn read_all(paths: Vec<PathBuf>) -> Vec<io::Result<String>> {
    let paths = &paths;
    let shares = join_all((0..4).map(async |worker| {
        let mut share = Vec::new();
        for path in paths.iter().skip(worker).step_by(4) {
            share.push(tokio::fs::read_to_string(path).await);
        }
        share.into_iter()
    }));
    let mut shares = shares.await;
    let places = 0..paths.len();
    places
        .filter_map(|place| shares[place % 4].next())
        .collect()
}
