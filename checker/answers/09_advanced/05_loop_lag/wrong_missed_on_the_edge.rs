// refused: too-early — a time that comes just when it is late is reported too

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = Instant::now() + period;
    loop {
        sleep_until(due).await;
        let now = Instant::now();
        report(now - due);
        due += period;
        while due < now {
            due += period;
        }
    }
}

fn main() {}
