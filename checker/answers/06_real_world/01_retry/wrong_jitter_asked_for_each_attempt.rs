// refused: wrong-result — asks jitter before it knows whether there is a delay

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
    let mut left = policy.attempts;
    loop {
        let sleeps = jitter(delay);
        left -= 1;
        match op().await {
            Err(error) if left > 0 && error.is_temporary() => sleep(sleeps).await,
            result => return result,
        }
        delay = (delay * 2).min(policy.longest_delay);
    }
}

fn main() {}
