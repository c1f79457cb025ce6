// A supplier's service is often busy for a moment. To ask again at once makes that
// worse. To ask again after a while, and after twice as long each time, gives it room
// to recover: exponential backoff.
//
// If all customers came back at the same moments, the service would be busy again.
// So each delay is changed a little by chance, which is called jitter. Here a closure
// does that, and only it knows about chance.
//
// https://docs.rs/tokio/latest/tokio/time/fn.sleep.html

use lab::{Supplier, SupplierError, ms};
use std::time::Duration;
use tokio::time::sleep;

/// How often to try, and how long to wait in between.
#[derive(Debug, Clone)]
pub struct Policy {
    /// There are at most so many attempts. It is at least 1.
    pub attempts: u32,
    /// The delay before the second attempt.
    pub first_delay: Duration,
    /// No delay is longer than this. It is at most a day.
    pub longest_delay: Duration,
}

/// Call `op` and await its future: that is an attempt. Return the first `Ok` as soon
/// as it is there.
///
/// After an error that is temporary (`SupplierError::is_temporary`), wait for a while
/// and try again, until there were `policy.attempts` attempts. The error of the last
/// attempt is returned at once, and so is any error that is not temporary.
///
/// Before the second attempt, the delay is `policy.first_delay`. Each delay after that
/// is twice as long as the one before. But none is longer than `policy.longest_delay`,
/// however many attempts there are.
///
/// For each delay, ask `jitter` once: it is given the delay, and returns how long to
/// sleep instead, from the end of the attempt that failed. That may be zero, or more
/// than `policy.longest_delay`, and it does not change the delays that follow.
///
/// No thread is blocked. When this future is dropped, the attempt that is under way is
/// dropped with it, and no other one begins.
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
    // All attempts but the last one have a delay behind them.
    for _ in 1..policy.attempts {
        match op().await {
            Err(error) if error.is_temporary() => sleep(jitter(delay)).await,
            done_or_hopeless => return done_or_hopeless,
        }
        // Cut each time: what only doubles is soon too large for any type.
        delay = delay.saturating_mul(2).min(policy.longest_delay);
    }
    op().await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let supplier = Supplier::sample();
    let policy = Policy {
        attempts: 5,
        first_delay: ms(100),
        longest_delay: ms(1_000),
    };
    // By chance, we drew nine tenths.
    let jitter = |delay: Duration| delay * 9 / 10;
    match retry(&policy, jitter, || supplier.order("tea")).await {
        Ok(number) => println!("Ordered, with number {number}."),
        Err(error) => println!("Not ordered: {error}."),
    }
    println!("{}", supplier.journal().lines().join("\n"));
}

// These tests look at what is returned. A hidden test also looks at how it runs: when
// each attempt begins, and what happens after the last one.
#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Policy = Policy {
        attempts: 3,
        first_delay: ms(10),
        longest_delay: ms(100),
    };

    #[tokio::test(start_paused = true)]
    async fn an_order_that_is_taken_in_the_end_is_ok() {
        let busy = Err(SupplierError::Busy { waiting: 3 });
        let supplier = Supplier::new(&[busy, busy, Ok(7)], ms(20));
        let result = retry(&POLICY, |delay| delay, || supplier.order("tea")).await;
        assert_eq!(result, Ok(7));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_sold_is_not_asked_for_again() {
        let supplier = Supplier::new(&[Err(SupplierError::NotSold)], ms(20));
        let result = retry(&POLICY, |delay| delay, || supplier.order("moon")).await;
        assert_eq!(result, Err(SupplierError::NotSold));
        assert_eq!(supplier.journal().calls().len(), 1);
    }
}
