// accepted: an iterator that makes one delay after another

use lab::SupplierError;
use std::iter::successors;
use std::time::Duration;
use tokio::time::sleep;

#[derive(Debug, Clone)]
pub struct Policy {
    pub attempts: u32,
    pub first_delay: Duration,
    pub longest_delay: Duration,
}

pub async fn retry<T, F, Fut>(
    policy: &Policy,
    mut jitter: impl FnMut(Duration) -> Duration,
    mut op: F,
) -> Result<T, SupplierError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, SupplierError>>,
{
    let longest = policy.longest_delay;
    let doubled = |delay: &Duration| Some(delay.saturating_mul(2).min(longest));
    let mut delays = successors(Some(policy.first_delay.min(longest)), doubled)
        .take(policy.attempts as usize - 1);
    loop {
        match (op().await, delays.next()) {
            (Err(error), Some(delay)) if error.is_temporary() => sleep(jitter(delay)).await,
            (result, _) => return result,
        }
    }
}

fn main() {}
