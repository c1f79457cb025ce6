// refused: late — it sleeps for a period after each report, so its rhythm shifts

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    loop {
        let due = Instant::now() + period;
        sleep(period).await;
        report(due.elapsed());
    }
}

fn main() {}
