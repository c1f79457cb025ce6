// A supplier takes two orders a second, and five together if there were none for a
// while. Who sends more is turned away. So the shop holds itself back, with a bucket of
// tokens: each order takes one out, new ones come in at a steady rate, and there is room
// for five, so that a quiet night does not become a flood in the morning.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html

use lab::{FakeApi, ms};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

/// Holds its callers back to a rate. Tasks on any threads can share it.
pub struct Limiter {
    burst: u32,
    every: Duration,
    // Locked while somebody waits for a token: the others wait for the lock, which is
    // handed on in the order in which they came. Who is dropped gives it back.
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: u32,
    // When the last token came in, or the first one was taken out of a full bucket.
    since: Instant,
}

impl Limiter {
    /// A bucket with room for `burst` tokens, which is full; `burst` is at least 1.
    ///
    /// When a token is taken out of a full bucket, a clock starts: from then on one
    /// token comes in after each `every`, until the bucket is full again. So no more
    /// than `burst` tokens are ever saved up. `every` is more than zero.
    pub fn new(burst: u32, every: Duration) -> Self {
        let bucket = Mutex::new(Bucket {
            tokens: burst,
            since: Instant::now(),
        });
        Self {
            burst,
            every,
            bucket,
        }
    }

    /// Take a token out of the bucket, at once if there is one. Otherwise wait until
    /// there is.
    ///
    /// Who began to wait first gets the next token, and nobody overtakes. Who is dropped
    /// while it waits takes no token, and the next one in line gets it instead, at the
    /// same moment. No thread is blocked.
    pub async fn until_ready(&self) {
        let mut bucket = self.bucket.lock().await;
        self.refill(&mut bucket);
        if bucket.tokens == 0 {
            sleep_until(bucket.since + self.every).await;
            self.refill(&mut bucket);
        }
        if bucket.tokens == self.burst {
            bucket.since = Instant::now();
        }
        // After the last `.await`: who is dropped before has taken nothing.
        bucket.tokens -= 1;
    }

    fn refill(&self, bucket: &mut Bucket) {
        // Moved on by whole steps: what is left of the time counts for the next token.
        while bucket.tokens < self.burst && bucket.since + self.every <= Instant::now() {
            bucket.tokens += 1;
            bucket.since += self.every;
        }
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
