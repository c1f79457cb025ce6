// refused: late — after a delay it goes on in another rhythm

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let due = times.tick().await;
        report(due.elapsed());
    }
}

fn main() {}
