// accepted: each delay from the number of the attempt, with arithmetic that stops at the largest number

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
    let mut failed = 0;
    loop {
        let result = op().await;
        failed += 1;
        match &result {
            Err(error) if error.is_temporary() && failed < policy.attempts => {}
            _ => return result,
        }
        let factor = 2_u32.saturating_pow(failed - 1);
        let delay = policy.first_delay.saturating_mul(factor);
        sleep(jitter(delay.min(policy.longest_delay))).await;
    }
}

fn main() {}
