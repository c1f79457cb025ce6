// refused: wrong-result — asks jitter before it knows whether the attempt fails

use lab::SupplierError;
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
    let mut delay = policy.first_delay.min(policy.longest_delay);
    for _ in 1..policy.attempts {
        let sleeps = jitter(delay);
        match op().await {
            Err(error) if error.is_temporary() => sleep(sleeps).await,
            result => return result,
        }
        delay = (delay * 2).min(policy.longest_delay);
    }
    op().await
}

fn main() {}
