// accepted: no tasks at all; the futures are dropped with `select_ok`

use futures::future::select_ok;
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
    let downloads = mirrors.iter().map(|mirror| Box::pin(mirror.download()));
    select_ok(downloads).await.map(|(file, _others)| file)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match fastest(Mirror::sample()).await {
        Ok(file) => println!("The file: {}", String::from_utf8_lossy(&file)),
        Err(error) => println!("Every mirror is down; the last one says: {error}."),
    }
}
