// accepted: a stream of attempts, of which the last is taken

use futures::{StreamExt, stream};
use lab::SupplierError;
use std::pin::pin;
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
    let (op, jitter) = (&mut op, &mut jitter);
    let first = policy.first_delay.min(policy.longest_delay);
    let attempts = stream::unfold(
        (op, jitter, 0, first),
        |(op, jitter, n, delay)| async move {
            if n == policy.attempts {
                return None;
            }
            let delay = match n {
                0 => delay,
                _ => {
                    sleep(jitter(delay)).await;
                    (delay * 2).min(policy.longest_delay)
                }
            };
            Some((op().await, (op, jitter, n + 1, delay)))
        },
    );
    let mut attempts = pin!(attempts);
    let mut last = None;
    while let Some(result) = attempts.next().await {
        match result {
            Err(error) if error.is_temporary() => last = Some(Err(error)),
            result => return result,
        }
    }
    last.expect("there is one attempt at least")
}

fn main() {}
