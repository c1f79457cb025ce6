// refused: wrong-result — waits for the tasks in the order in which they began

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
    let tasks: Vec<_> = mirrors
        .into_iter()
        .map(|mirror| tokio::spawn(async move { mirror.download().await }))
        .collect();
    let mut tasks = tasks.into_iter();
    let mut last = None;
    for task in tasks.by_ref() {
        match task.await.expect("a download does not panic") {
            Ok(file) => {
                tasks.for_each(|task| task.abort());
                return Ok(file);
            }
            Err(down) => last = Some(down),
        }
    }
    Err(last.expect("there is at least one mirror"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    match fastest(Mirror::sample()).await {
        Ok(file) => println!("The file: {}", String::from_utf8_lossy(&file)),
        Err(error) => println!("Every mirror is down; the last one says: {error}."),
    }
}
