// accepted: wakers in a list, behind the lock that also guards the state

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::task::{Poll, Waker};

#[derive(Default)]
struct State {
    open: bool,
    next: u64,
    waiting: HashMap<u64, Waker>,
}

pub struct Gate(Mutex<State>, Box<dyn Fn() -> bool + Send + Sync>);

struct Place<'a>(&'a Gate, u64);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.state(|state| state.waiting.remove(&self.1));
    }
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self(Mutex::default(), is_open)
    }

    fn state<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn was_opened(&self) {
        let waiting = self.state(|state| {
            state.open = true;
            std::mem::take(&mut state.waiting)
        });
        for waker in waiting.into_values() {
            waker.wake();
        }
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.1)() {
            return;
        }
        greet().await;
        let number = self.state(|state| {
            state.next += 1;
            state.next
        });
        let place = Place(self, number);
        poll_fn(|context| {
            self.state(|state| match state.open {
                true => Poll::Ready(()),
                false => {
                    state.waiting.insert(number, context.waker().clone());
                    Poll::Pending
                }
            })
        })
        .await;
        drop(place);
    }
}

fn main() {}
