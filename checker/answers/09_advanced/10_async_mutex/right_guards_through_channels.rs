// accepted: the guard is sent to the first in the queue, and comes back if nobody is there

use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::oneshot::{self, Sender};

#[derive(Default)]
pub struct Lock {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    is_taken: bool,
    queue: VecDeque<(u64, Sender<Turn>)>,
    next: u64,
}

/// The lock is kept for whoever has it.
struct Turn;

pub struct Guard<'a> {
    lock: &'a Lock,
}

/// Takes its number out of the queue.
struct Leaves<'a>(&'a Lock, u64);

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn lock(&self) -> Guard<'_> {
        let (leaves, mut turn) = {
            let mut state = self.state.lock().unwrap();
            if !state.is_taken {
                state.is_taken = true;
                return Guard { lock: self };
            }
            let (sender, turn) = oneshot::channel();
            let number = state.next;
            state.next += 1;
            state.queue.push_back((number, sender));
            (Leaves(self, number), Returns(self, turn))
        };
        let _ = (&mut turn.1).await;
        drop(leaves);
        turn.1.close();
        Guard { lock: self }
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let mut state = self.state.lock().unwrap();
        if state.is_taken {
            return None;
        }
        state.is_taken = true;
        Some(Guard { lock: self })
    }

    fn give_back(&self) {
        loop {
            let mut state = self.state.lock().unwrap();
            let Some((_, first)) = state.queue.pop_front() else {
                state.is_taken = false;
                return;
            };
            drop(state);
            if first.send(Turn).is_ok() {
                return;
            }
        }
    }
}

/// A turn that came and was not taken goes to the next one.
struct Returns<'a>(&'a Lock, oneshot::Receiver<Turn>);

impl Drop for Returns<'_> {
    fn drop(&mut self) {
        self.1.close();
        if self.1.try_recv().is_ok() {
            self.0.give_back();
        }
    }
}

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap();
        let place = state.queue.iter().position(|(of, _)| *of == self.1);
        let gone = place.and_then(|place| state.queue.remove(place));
        drop(state);
        drop(gone);
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.lock.give_back();
    }
}

fn main() {}
