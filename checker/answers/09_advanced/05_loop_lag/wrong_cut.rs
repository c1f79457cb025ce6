// refused: wrong-result — a lag of several periods is cut to less than one

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        let lag = due.elapsed().as_nanos() % period.as_nanos();
        report(Duration::from_nanos(lag as u64));
    }
}

fn main() {}
