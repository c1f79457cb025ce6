//! Timers: rounded up to a millisecond, kept in a wheel of six levels.
//!
//! `event-loop.md`, "Timers". tokio 1.54.1: runtime/time/wheel/mod.rs, runtime/time/source.rs.

use tokio::runtime::{Builder, Handle};
use tokio::time::{Duration, Instant, sleep};

fn main() {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(async {
        for (nanos, want) in [(0, 0), (1, 1), (999_999, 1), (1_000_000, 1), (1_000_001, 2)] {
            let start = Instant::now();
            sleep(Duration::from_nanos(nanos)).await;
            println!(
                "sleep of {nanos:8} ns takes {} ms",
                start.elapsed().as_millis()
            );
            assert_eq!(start.elapsed(), Duration::from_millis(want));
        }
    });

    // 64 slots of 1 ms, 64 of 64 ms, 64 of 4096 ms … A timer in a higher level is moved down
    // when its slot is due, so a long sleep wakes the driver up to six times, whatever else
    // there is.
    let mut deadline = 0;
    for level in 0..6 {
        deadline += 64_u64.pow(level);
        let parks = parks_of(Duration::from_millis(deadline));
        println!("sleep of {deadline:10} ms: the driver sleeps {parks} times");
        assert_eq!(parks, u64::from(level) + 1);
    }
    // A multiple of a slot is due when the slot is.
    assert_eq!(parks_of(Duration::from_millis(64_u64.pow(5))), 1);
}

/// How often the thread went to sleep for a sleep of so long, on a new runtime.
fn parks_of(time: Duration) -> u64 {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(async {
        sleep(time).await;
        Handle::current().metrics().worker_park_count(0)
    })
}
