// accepted: the state is an enum

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

#[derive(Clone)]
pub struct Event {
    state: Arc<Mutex<State>>,
}

enum State {
    Nobody,
    Waits(Waker),
    Happened,
}

pub struct EventFuture {
    state: Arc<Mutex<State>>,
}

impl Event {
    pub fn new() -> Self {
        let state = Arc::new(Mutex::new(State::Nobody));
        Self { state }
    }

    pub fn wait(&self) -> EventFuture {
        let state = self.state.clone();
        EventFuture { state }
    }

    pub fn set(&self) {
        let before = mem::replace(&mut *self.state.lock().unwrap(), State::Happened);
        if let State::Waits(waker) = before {
            waker.wake();
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap();
        if matches!(*state, State::Happened) {
            return Poll::Ready(());
        }
        *state = State::Waits(context.waker().clone());
        Poll::Pending
    }
}

fn main() {}
