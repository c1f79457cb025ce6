// refused: busy-waits — it looks each millisecond whether it is time

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = Instant::now() + period;
    loop {
        sleep(Duration::from_millis(1)).await;
        let now = Instant::now();
        if now < due {
            continue;
        }
        report(now - due);
        while due <= now {
            due += period;
        }
    }
}

fn main() {}
