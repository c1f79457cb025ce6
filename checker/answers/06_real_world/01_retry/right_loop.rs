// accepted: a loop that counts the attempts

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
    let mut attempt = 1;
    let mut delay = policy.first_delay;
    loop {
        let error = match op().await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if !error.is_temporary() || attempt >= policy.attempts {
            return Err(error);
        }
        delay = delay.min(policy.longest_delay);
        sleep(jitter(delay)).await;
        delay = delay.saturating_mul(2);
        attempt += 1;
    }
}

fn main() {}
