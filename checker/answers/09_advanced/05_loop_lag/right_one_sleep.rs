// accepted: one timer that is set again

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let timer = sleep(period);
    tokio::pin!(timer);
    loop {
        timer.as_mut().await;
        let (due, now) = (timer.deadline(), Instant::now());
        let mut next = due + period;
        while next <= now {
            next += period;
        }
        timer.as_mut().reset(next);
        report(now.duration_since(due));
    }
}

fn main() {}
