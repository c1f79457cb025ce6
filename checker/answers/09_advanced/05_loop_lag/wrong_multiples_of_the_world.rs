// refused: too-early — the rhythm is that of the runtime, and not of the first poll

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let start = *START.get_or_init(Instant::now);
    let mut count = (start.elapsed().as_nanos() / period.as_nanos()) as u32 + 1;
    loop {
        let due = start + period * count;
        sleep_until(due).await;
        let now = Instant::now();
        report(now - due);
        count = ((now - start).as_nanos() / period.as_nanos()) as u32 + 1;
    }
}

fn main() {}
