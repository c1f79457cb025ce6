// refused: too-early — all the times that have passed are reported, one after another

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Burst);
    loop {
        let due = times.tick().await;
        report(due.elapsed());
    }
}

fn main() {}
