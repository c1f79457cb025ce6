// "At times everything is slow, and no request is slower than the others." That is what it
// looks like when one task computes for a quarter of a second between two awaits: all the
// others on its thread are late, and none of them knows why. A canary finds out. It is a
// task that wants to run at regular times, does nothing then, and says how late it was.
// That number, the lag of the event loop, belongs on the dashboard of every service.
//
// https://docs.rs/tokio/latest/tokio/time/enum.MissedTickBehavior.html

use std::convert::Infallible;
use std::time::{Duration, Instant};

/// Wakes up at each multiple of `period` after its first poll, and calls `report` with how
/// late it is then: zero where the runtime had time for it, or less than a millisecond, as
/// tokio's timers round up to the next one. `period` is 10 ms or more.
///
/// If it is held up for longer, it reports once, for the first of the times that have passed,
/// how late that one is. The others that have passed by then, also just then, are left out,
/// and it goes on with the next multiple that is still to come. So it never loses its rhythm.
/// What `report` takes holds it up like anything else.
///
/// It goes by tokio's clock, and not only to the millisecond. Between two times it sleeps.
/// It starts no task and never ends by itself.
pub async fn canary(period: Duration, mut report: impl FnMut(Duration)) -> Infallible {
    // TODO: At which moment should it have run, and which moment is it now?
    // TODO: What does your timer do with the times that it has missed?
    let _ = period;
    report(todo!("how late was it?"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (period, start) = (Duration::from_millis(20), Instant::now());
    let watched = canary(period, |lag| {
        println!(
            "after {:4} ms: late by {lag:?}",
            start.elapsed().as_millis()
        );
    });
    let busy = async {
        tokio::time::sleep(Duration::from_millis(70)).await;
        // Nobody else has a turn meanwhile.
        std::thread::sleep(Duration::from_millis(90));
        tokio::time::sleep(Duration::from_millis(70)).await;
    };
    tokio::select! {
        never = watched => match never {},
        () = busy => {}
    }
}

// A hidden test holds the canary up for all kinds of times.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::{advance, sleep};

    #[tokio::test(start_paused = true)]
    async fn a_canary_that_is_held_up_reports_it_once() {
        let mut lags = Vec::new();
        tokio::select! {
            never = canary(ms(100), |lag| lags.push(lag)) => match never {},
            () = async {
                sleep(ms(120)).await;
                advance(ms(250)).await;
                sleep(ms(100)).await;
            } => {}
        }
        assert_eq!(lags, [ms(0), ms(170), ms(0)]);
    }
}
