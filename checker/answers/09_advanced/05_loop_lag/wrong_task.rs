// refused: leaks — the timer is a task of its own, which goes on when the canary is dropped

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut times = interval_at(Instant::now() + period, period);
        times.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let due = times.tick().await;
            let _ = tell.send(due.elapsed());
        }
    });
    loop {
        if let Some(lag) = told.recv().await {
            report(lag);
        }
    }
}

fn main() {}
