// refused: wrong-result — it says nothing where it is in time

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        if due.elapsed() > Duration::ZERO {
            report(due.elapsed());
        }
    }
}

fn main() {}
