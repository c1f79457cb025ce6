// accepted: each attempt calls the next one, in a box

use lab::SupplierError;
use std::time::Duration;

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
    let first = policy.first_delay.min(policy.longest_delay);
    go(
        policy.attempts,
        first,
        policy.longest_delay,
        &mut jitter,
        &mut op,
    )
    .await
}

async fn go<T, F, Fut>(
    left: u32,
    delay: Duration,
    longest: Duration,
    jitter: &mut impl FnMut(Duration) -> Duration,
    op: &mut F,
) -> Result<T, SupplierError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, SupplierError>>,
{
    let error = match op().await {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if left <= 1 || !error.is_temporary() {
        return Err(error);
    }
    tokio::time::sleep(jitter(delay)).await;
    let next = delay.saturating_mul(2).min(longest);
    Box::pin(go(left - 1, next, longest, jitter, op)).await
}

fn main() {}
