// accepted: a token ends the parts, a tracker tells when they are gone

use futures::FutureExt;
use futures::future::BoxFuture;
use std::panic::{AssertUnwindSafe, resume_unwind};
use tokio::sync::mpsc::unbounded_channel;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub async fn all<T: Send + 'static>(
    parts: Vec<BoxFuture<'static, Result<T, String>>>,
) -> Result<Vec<T>, String> {
    let (token, tracker, count) = (CancellationToken::new(), TaskTracker::new(), parts.len());
    let _gone = token.clone().drop_guard();
    let (tell, mut told) = unbounded_channel();
    for (place, part) in parts.into_iter().enumerate() {
        let (token, tell) = (token.clone(), tell.clone());
        tracker.spawn(async move {
            let work = AssertUnwindSafe(part).catch_unwind();
            if let Some(ended) = token.run_until_cancelled_owned(work).await {
                let _ = tell.send((place, ended));
            }
        });
    }
    tracker.close();
    drop(tell);
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    while let Some((place, ended)) = told.recv().await {
        match ended {
            Ok(Ok(result)) => results[place] = Some(result),
            Ok(Err(error)) => {
                token.cancel();
                tracker.wait().await;
                return Err(error);
            }
            Err(panic) => {
                token.cancel();
                tracker.wait().await;
                resume_unwind(panic);
            }
        }
    }
    tracker.wait().await;
    Ok(results.into_iter().flatten().collect())
}

fn main() {}
