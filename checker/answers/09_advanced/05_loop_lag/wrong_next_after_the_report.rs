// refused: late — what passes while it reports is left out

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let start = Instant::now();
    let mut due = start + period;
    loop {
        sleep_until(due).await;
        report(due.elapsed());
        while due <= Instant::now() {
            due += period;
        }
    }
}

fn main() {}
