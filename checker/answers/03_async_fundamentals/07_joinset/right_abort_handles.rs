// accepted: tasks that report over a channel and are aborted one by one

use lab::{Mirror, MirrorDown};
use tokio::sync::mpsc;

/// Ask all `mirrors` at the same time, with `Mirror::download`, and return the
/// first file that arrives, as soon as it does.
///
/// A mirror that is down does not end the race. If all of them are down, return
/// the error that came last. There is at least one mirror.
///
/// When this function returns, the downloads that are still under way are
/// cancelled, and no task is left behind.
pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let (report, mut reports) = mpsc::channel(mirrors.len());
    let mut tasks = Vec::new();
    for mirror in mirrors {
        let report = report.clone();
        let download = async move {
            let _ = report.send(mirror.download().await).await;
        };
        tasks.push(tokio::spawn(download));
    }
    drop(report);
    let mut last = None;
    while let Some(ended) = reports.recv().await {
        let arrived = ended.is_ok();
        last = Some(ended);
        if arrived {
            break;
        }
    }
    for task in tasks {
        task.abort();
    }
    last.expect("there is at least one mirror")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match fastest(Mirror::sample()).await {
        Ok(file) => println!("The file: {}", String::from_utf8_lossy(&file)),
        Err(error) => println!("Every mirror is down; the last one says: {error}."),
    }
}
