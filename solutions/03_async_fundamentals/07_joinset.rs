// The price list of the shop lies on several mirrors. Some are slow, some are
// down, and nobody knows which. So all of them are asked, the first file that
// arrives is taken, and the other downloads are stopped.
//
// A `JoinSet` owns tasks. It hands out what they return in the order in which
// they end, and when it is dropped, it aborts those that are still running.
//
// https://docs.rs/tokio/latest/tokio/task/struct.JoinSet.html

use lab::{Mirror, MirrorDown};
// Owns the tasks: what happens to it happens to them.
use tokio::task::JoinSet;

/// Ask all `mirrors` at the same time and each once, with `Mirror::download`, and
/// return the first file that arrives, as soon as it does and unchanged. No thread
/// is blocked meanwhile.
///
/// A mirror that is down does not end the race. If all of them are down, return
/// the error that came last. There is at least one mirror.
///
/// When this function returns, the downloads that are still under way are
/// cancelled, and no task is left behind. (A task that has been aborted counts as
/// gone.)
pub async fn fastest(mirrors: Vec<Mirror>) -> Result<Vec<u8>, MirrorDown> {
    let mut downloads = JoinSet::new();
    for mirror in mirrors {
        // The task may outlive this loop, so it owns its mirror.
        downloads.spawn(async move { mirror.download().await });
    }
    let mut last = None;
    // In the order in which they end, not in which they began.
    while let Some(ended) = downloads.join_next().await {
        match ended.expect("a download does not panic") {
            // Returning drops the set, and so aborts the other downloads.
            Ok(file) => return Ok(file),
            // The race goes on, but this may have been the last one in it.
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

// These tests look at what is returned. A hidden test also looks at how it
// runs: which downloads overlap, when they end, and what is left behind.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    #[tokio::test(start_paused = true)]
    async fn a_mirror_that_is_down_does_not_win() {
        let mirrors = vec![
            Mirror::down("bern", ms(10)),
            Mirror::up("rome", "prices", ms(40)),
        ];
        assert_eq!(fastest(mirrors).await, Ok(b"prices".to_vec()));
    }

    #[tokio::test(start_paused = true)]
    async fn one_mirror_is_enough() {
        let mirrors = vec![Mirror::up("rome", "prices", ms(40))];
        assert_eq!(fastest(mirrors).await, Ok(b"prices".to_vec()));
    }
}
