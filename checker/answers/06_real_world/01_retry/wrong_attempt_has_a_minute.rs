// refused: wrong-result — an attempt that takes longer than a minute is dropped, and another one made

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
    let mut delay = policy.first_delay.min(policy.longest_delay);
    let mut left = policy.attempts;
    loop {
        left -= 1;
        let error = match tokio::time::timeout(Duration::from_secs(60), op()).await {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => error,
            Err(_) => SupplierError::Busy { waiting: 0 },
        };
        if left == 0 || !error.is_temporary() {
            return Err(error);
        }
        tokio::time::sleep(jitter(delay)).await;
        delay = delay.saturating_mul(2).min(policy.longest_delay);
    }
}

fn main() {}
