// refused: wrong-result — less than a millisecond passes for zero

use std::convert::Infallible;
use std::time::{Duration, Instant};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = tokio::time::Instant::now() + period;
    loop {
        tokio::time::sleep_until(due).await;
        let late = tokio::time::Instant::now() - due;
        let missed = late.as_nanos() / period.as_nanos();
        report(if late < Duration::from_millis(1) {
            Duration::ZERO
        } else {
            late
        });
        due += times(period, missed + 1);
    }
}

/// So many periods.
fn times(period: Duration, count: u128) -> Duration {
    let nanos = period.as_nanos() * count;
    Duration::from_nanos(u64::try_from(nanos).expect("it is less than 500 years"))
}

fn main() {}
