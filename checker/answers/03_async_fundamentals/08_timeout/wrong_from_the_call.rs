// refused: too-early — the limit counts from the call, and not from the first poll

use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub struct Late;
use tokio::time::{Instant, timeout_at};

pub fn with_deadline<F: Future>(
    limit: Duration,
    work: F,
) -> impl Future<Output = Result<F::Output, Late>> {
    let deadline = Instant::now() + limit;
    async move { timeout_at(deadline, work).await.map_err(|_elapsed| Late) }
}

fn main() {}
