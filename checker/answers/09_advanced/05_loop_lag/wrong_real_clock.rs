// refused: wrong-result — it measures by the clock of the system

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let start = std::time::Instant::now();
    let mut due = period;
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        times.tick().await;
        report(start.elapsed().saturating_sub(due));
        due += period;
    }
}

fn main() {}
