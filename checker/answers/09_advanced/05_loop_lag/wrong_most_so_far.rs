// refused: wrong-result — it reports the greatest lag so far

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut most = Duration::ZERO;
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        most = most.max(due.elapsed());
        report(most);
    }
}

fn main() {}
