// refused: hangs — it asks to be polled again until it is time

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::Instant;

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = Instant::now() + period;
    loop {
        while Instant::now() < due {
            tokio::task::yield_now().await;
        }
        let now = Instant::now();
        report(now - due);
        while due <= now {
            due += period;
        }
    }
}

fn main() {}
