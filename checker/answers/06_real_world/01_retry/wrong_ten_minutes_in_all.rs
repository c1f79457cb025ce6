// refused: wrong-result — it gives up when ten minutes have passed

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
    let start = tokio::time::Instant::now();
    let mut delay = policy.first_delay.min(policy.longest_delay);
    for _ in 1..policy.attempts {
        match op().await {
            Err(error) if error.is_temporary() && start.elapsed() < Duration::from_secs(600) => {
                tokio::time::sleep(jitter(delay)).await;
                delay = delay.saturating_mul(2).min(policy.longest_delay);
            }
            done => return done,
        }
    }
    op().await
}

fn main() {}
