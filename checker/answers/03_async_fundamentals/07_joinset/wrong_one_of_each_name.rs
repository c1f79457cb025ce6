// refused: not-concurrent — of mirrors with the same name one is asked

use lab::{Mirror, MirrorDown};
use tokio::task::JoinSet;

pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut seen = std::collections::HashSet::new();
    let mut downloads = JoinSet::new();
    for mirror in mirrors {
        if seen.insert(mirror.name().to_owned()) {
            downloads.spawn(async move { mirror.download().await });
        }
    }
    let mut last = None;
    while let Some(ended) = downloads.join_next().await {
        match ended.unwrap() {
            Ok(file) => return Ok(file),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

fn main() {}
