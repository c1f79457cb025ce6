// refused: leaks — late work is polled a few times more before it is dropped

use std::time::Duration;

#[derive(Debug, PartialEq, Eq)]
pub struct Late;
use std::pin::pin;
use tokio::time::timeout;

pub async fn with_deadline<F: Future>(limit: Duration, work: F) -> Result<F::Output, Late> {
    let mut work = pin!(work);
    if let Ok(output) = timeout(limit, work.as_mut()).await {
        return Ok(output);
    }
    for _ in 0..3 {
        tokio::task::yield_now().await;
        if futures::poll!(work.as_mut()).is_ready() {
            break;
        }
    }
    Err(Late)
}

fn main() {}
