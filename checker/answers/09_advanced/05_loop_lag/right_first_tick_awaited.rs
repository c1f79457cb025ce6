// accepted: an interval, whose first tick is at once and is not reported

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval(period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    times.tick().await;
    loop {
        let due = times.tick().await;
        report(due.elapsed());
    }
}

fn main() {}
