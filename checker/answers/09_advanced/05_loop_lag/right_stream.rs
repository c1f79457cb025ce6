// accepted: the times are a stream

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::IntervalStream;

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut times = interval_at(Instant::now() + period, period);
    times.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut times = IntervalStream::new(times);
    loop {
        if let Some(due) = times.next().await {
            report(Instant::now() - due);
        }
    }
}

fn main() {}
