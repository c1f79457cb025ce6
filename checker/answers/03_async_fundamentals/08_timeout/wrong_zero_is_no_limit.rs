// refused: late — zero is taken for no limit at all

use std::time::Duration;
use tokio::time::timeout;

#[derive(Debug, PartialEq, Eq)]
pub struct Late;

pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    if limit.is_zero() {
        return Ok(work.await);
    }
    timeout(limit, work).await.map_err(|_| Late)
}

fn main() {}
