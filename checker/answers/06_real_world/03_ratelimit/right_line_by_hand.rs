// accepted: a line of wakers, polled by hand

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

pub struct Limiter {
    burst: u32,
    every: Duration,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: u32,
    since: Instant,
    tickets: u64,
    line: BTreeMap<u64, Waker>,
}

struct Turn<'a> {
    limiter: &'a Limiter,
    ticket: Option<u64>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Limiter {
    pub fn new(burst: u32, every: Duration) -> Self {
        Self {
            burst,
            every,
            bucket: Mutex::new(Bucket {
                tokens: burst,
                since: Instant::now(),
                tickets: 0,
                line: BTreeMap::new(),
            }),
        }
    }

    pub async fn until_ready(&self) {
        let turn = Turn {
            limiter: self,
            ticket: None,
            timer: None,
        };
        turn.await;
    }
}

impl Future for Turn<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let limiter = self.limiter;
        let mut bucket = limiter.bucket.lock().unwrap();
        let ticket = *self.ticket.get_or_insert_with(|| {
            bucket.tickets += 1;
            bucket.tickets
        });
        bucket.line.insert(ticket, context.waker().clone());
        if bucket.line.keys().next() != Some(&ticket) {
            return Poll::Pending;
        }
        let now = Instant::now();
        while bucket.tokens < limiter.burst && bucket.since + limiter.every <= now {
            bucket.tokens += 1;
            bucket.since += limiter.every;
        }
        if bucket.tokens == 0 {
            let next = bucket.since + limiter.every;
            let timer = self
                .timer
                .get_or_insert_with(|| Box::pin(sleep_until(next)));
            if timer.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            bucket.tokens += 1;
            bucket.since = next;
        }
        if bucket.tokens == limiter.burst {
            bucket.since = now;
        }
        bucket.tokens -= 1;
        Poll::Ready(())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut bucket = self.limiter.bucket.lock().unwrap();
        bucket.line.remove(&ticket);
        let next = bucket.line.values().next().cloned();
        drop(bucket);
        if let Some(next) = next {
            next.wake();
        }
    }
}

fn main() {}
