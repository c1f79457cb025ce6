// accepted: a state machine, polled by hand

use lab::SupplierError;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;
use tokio::time::{Sleep, sleep};

#[derive(Debug, Clone)]
pub struct Policy {
    pub attempts: u32,
    pub first_delay: Duration,
    pub longest_delay: Duration,
}

enum State<Fut> {
    Tries(Pin<Box<Fut>>),
    Waits(Pin<Box<Sleep>>),
}

pub async fn retry<T, F, Fut>(
    policy: &Policy,
    mut jitter: impl FnMut(Duration) -> Duration,
    mut op: F,
) -> Result<T, SupplierError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<T, SupplierError>>,
{
    let mut delay = policy.first_delay.min(policy.longest_delay);
    let mut attempts = 1;
    let mut state = State::Tries(Box::pin(op()));
    poll_fn(move |context| {
        loop {
            state = match &mut state {
                State::Waits(sleep) => match sleep.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(()) => State::Tries(Box::pin(op())),
                },
                State::Tries(future) => match future.as_mut().poll(context) {
                    Poll::Ready(Err(error))
                        if error.is_temporary() && attempts < policy.attempts =>
                    {
                        attempts += 1;
                        let sleeps = jitter(delay);
                        delay = delay.saturating_add(delay).min(policy.longest_delay);
                        State::Waits(Box::pin(sleep(sleeps)))
                    }
                    other => return other,
                },
            };
        }
    })
    .await
}

fn main() {}
