// refused: wrong-result — the lags of all missed times are added up

use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    let mut due = Instant::now() + period;
    loop {
        sleep_until(due).await;
        let (now, mut lag) = (Instant::now(), Duration::ZERO);
        while due <= now {
            lag += now - due;
            due += period;
        }
        report(lag);
    }
}

fn main() {}
