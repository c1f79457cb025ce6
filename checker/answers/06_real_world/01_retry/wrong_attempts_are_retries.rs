// refused: wrong-result — one attempt, and so many more

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
    for _ in 0..policy.attempts {
        match op().await {
            Err(error) if error.is_temporary() => sleep(jitter(delay)).await,
            result => return result,
        }
        delay = (delay * 2).min(policy.longest_delay);
    }
    op().await
}

fn main() {}
