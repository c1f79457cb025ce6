// accepted: waits until the aborted tasks are gone, which is more than was asked for

use lab::{Mirror, MirrorDown};
use tokio::task::JoinSet;

/// Ask all `mirrors` at the same time, with `Mirror::download`, and return the
/// first file that arrives, as soon as it does.
///
/// A mirror that is down does not end the race. If all of them are down, return
/// the error that came last. There is at least one mirror.
///
/// When this function returns, the downloads that are still under way are
/// cancelled, and no task is left behind.
pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut downloads = JoinSet::new();
    for mirror in mirrors {
        downloads.spawn(async move { mirror.download().await });
    }
    let mut result = None;
    while let Some(ended) = downloads.join_next().await {
        let ended = ended.expect("a download does not panic");
        let arrived = ended.is_ok();
        result = Some(ended);
        if arrived {
            break;
        }
    }
    downloads.shutdown().await;
    result.expect("there is at least one mirror")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match fastest(Mirror::sample()).await {
        Ok(file) => println!("The file: {}", String::from_utf8_lossy(&file)),
        Err(error) => println!("Every mirror is down; the last one says: {error}."),
    }
}
