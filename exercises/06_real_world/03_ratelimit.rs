// A supplier takes two orders a second, and five together if there were none for a
// while. Who sends more is turned away. So the shop holds itself back, with a bucket of
// tokens: each order takes one out, new ones come in at a steady rate, and there is room
// for five, so that a quiet night does not become a flood in the morning.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html

use lab::{FakeApi, ms};
use std::time::Duration;

/// Holds its callers back to a rate. Tasks on any threads can share it.
pub struct Limiter {
    // TODO: What has to be known between two calls, and who may change it when?
}

impl Limiter {
    /// A bucket with room for `burst` tokens, which is full; `burst` is at least 1.
    ///
    /// When a token is taken out of a full bucket, a clock starts: from then on one
    /// token comes in after each `every`, until the bucket is full again. So no more
    /// than `burst` tokens are ever saved up. `every` is more than zero.
    pub fn new(burst: u32, every: Duration) -> Self {
        let _ = (burst, every);
        Self {}
    }

    /// Take a token out of the bucket, at once if there is one. Otherwise wait until
    /// there is.
    ///
    /// Who began to wait first gets the next token, and nobody overtakes. Who is dropped
    /// while it waits takes no token, and the next one in line gets it instead, at the
    /// same moment. No thread is blocked.
    pub async fn until_ready(&self) {
        // TODO: Take a token, or wait for one. So far, everybody may go at once.
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (api, limiter) = (FakeApi::new(), Limiter::new(5, ms(500)));
    let requests = (1..9).map(async |id| {
        limiter.until_ready().await;
        api.page(id).await
    });
    futures::future::join_all(requests).await;
    for call in api.journal().calls() {
        println!("{} after {} ms", call.item, call.start.as_millis());
    }
}

// These tests look at a burst and at what comes after it. A hidden test also looks at
// pauses, at the order of those who wait, and at some who wait no longer.
#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn a_burst_does_not_wait() {
        let (limiter, start) = (Limiter::new(3, ms(500)), Instant::now());
        for _ in 0..3 {
            limiter.until_ready().await;
        }
        assert_eq!(start.elapsed(), ms(0));
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_burst_one_token_comes_after_another() {
        let (limiter, start) = (Limiter::new(3, ms(500)), Instant::now());
        for _ in 0..5 {
            limiter.until_ready().await;
        }
        assert_eq!(start.elapsed(), ms(1_000));
    }
}
