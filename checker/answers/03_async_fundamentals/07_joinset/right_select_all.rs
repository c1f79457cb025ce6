// accepted: handles that are awaited together, the losers aborted

use futures::future::select_all;
use lab::{Mirror, MirrorDown};

/// Ask all `mirrors` at the same time, with `Mirror::download`, and return the
/// first file that arrives, as soon as it does.
///
/// A mirror that is down does not end the race. If all of them are down, return
/// the error that came last. There is at least one mirror.
///
/// When this function returns, the downloads that are still under way are
/// cancelled, and no task is left behind.
pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut tasks: Vec<_> = mirrors
        .into_iter()
        .map(|mirror| tokio::spawn(async move { mirror.download().await }))
        .collect();
    loop {
        let (ended, _index, others) = select_all(tasks).await;
        let ended = ended.expect("a download does not panic");
        if ended.is_ok() || others.is_empty() {
            others.iter().for_each(|task| task.abort());
            return ended;
        }
        tasks = others;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match fastest(Mirror::sample()).await {
        Ok(file) => println!("The file: {}", String::from_utf8_lossy(&file)),
        Err(error) => println!("Every mirror is down; the last one says: {error}."),
    }
}
