// accepted: the next time is computed

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let start = Instant::now();
    let mut due = start + period;
    loop {
        sleep_until(due).await;
        let now = Instant::now();
        let past = (now - start).as_nanos() / period.as_nanos();
        let lag = now - due;
        due = start + period * (past as u32 + 1);
        report(lag);
    }
}

fn main() {}
