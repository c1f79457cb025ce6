// refused: too-early — the delay that comes next is a static, and two calls share it

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
    use std::sync::Mutex;
    static DELAY: Mutex<Duration> = Mutex::new(Duration::ZERO);
    *DELAY.lock().unwrap() = policy.first_delay.min(policy.longest_delay);
    for _ in 1..policy.attempts {
        match op().await {
            Err(error) if error.is_temporary() => {
                let delay = {
                    let mut next = DELAY.lock().unwrap();
                    let delay = *next;
                    *next = delay.saturating_mul(2).min(policy.longest_delay);
                    delay
                };
                tokio::time::sleep(jitter(delay)).await;
            }
            done => return done,
        }
    }
    op().await
}

fn main() {}
