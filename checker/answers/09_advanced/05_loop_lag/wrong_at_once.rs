// refused: too-early — an `interval` begins at once

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval(period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        report(due.elapsed());
    }
}

fn main() {}
