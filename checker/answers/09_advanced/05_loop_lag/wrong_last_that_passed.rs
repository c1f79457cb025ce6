// refused: wrong-result — it reports how late the last one of the missed times is

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = Instant::now() + period;
    loop {
        sleep_until(due).await;
        let now = Instant::now();
        while due + period <= now {
            due += period;
        }
        report(now - due);
        due += period;
    }
}

fn main() {}
