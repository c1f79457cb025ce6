// refused: wrong-result — after ten times it reports nothing more

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut count = 0;
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = times.tick().await;
        count += 1;
        if count <= 10 {
            report(due.elapsed());
        }
    }
}

fn main() {}
