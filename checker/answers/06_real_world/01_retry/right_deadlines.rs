// accepted: sleeps until a moment, not for a time

use lab::SupplierError;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

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
    let mut delay = policy.first_delay;
    let mut left = policy.attempts;
    loop {
        left -= 1;
        match op().await {
            Err(error) if left > 0 && error.is_temporary() => {
                delay = delay.min(policy.longest_delay);
                sleep_until(Instant::now() + jitter(delay)).await;
                delay += delay;
            }
            result => return result,
        }
    }
}

fn main() {}
