// refused: wrong-result — a task of its own, which nobody stops

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
    mut jitter: impl FnMut(Duration) -> Duration + Send + 'static,
    mut op: F,
) -> Result<T, SupplierError>
where
    T: Send + 'static,
    F: FnMut() -> Fut + Send + 'static,
    Fut: Future<Output = Result<T, SupplierError>> + Send,
{
    let policy = policy.clone();
    let task = tokio::spawn(async move {
        let mut delay = policy.first_delay.min(policy.longest_delay);
        for _ in 1..policy.attempts {
            match op().await {
                Err(error) if error.is_temporary() => sleep(jitter(delay)).await,
                result => return result,
            }
            delay = (delay * 2).min(policy.longest_delay);
        }
        op().await
    });
    task.await.expect("no attempt panics")
}

fn main() {}
