// refused: leaks — another task stops the downloads, a moment later

use lab::{Mirror, MirrorDown};
use tokio::task::JoinSet;

pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut downloads = JoinSet::new();
    for mirror in mirrors {
        downloads.spawn(async move { mirror.download().await });
    }
    let mut last = None;
    while let Some(ended) = downloads.join_next().await {
        match ended.unwrap() {
            Ok(file) => {
                tokio::spawn(async move {
                    tokio::task::yield_now().await;
                    downloads.shutdown().await
                });
                return Ok(file);
            }
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

fn main() {}
