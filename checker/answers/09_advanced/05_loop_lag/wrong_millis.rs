// refused: wrong-result — the lag is cut to whole milliseconds

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        report(Duration::from_millis(due.elapsed().as_millis() as u64));
    }
}

fn main() {}
