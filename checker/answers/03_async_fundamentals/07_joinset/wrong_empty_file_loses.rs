// refused: wrong-result — a file without content is not taken

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
            Ok(file) if !file.is_empty() => return Ok(file),
            Ok(_) => {}
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

fn main() {}
