// accepted: each that waits has a channel, on which the permit comes

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

pub struct Semaphore {
    state: Mutex<State>,
}

struct State {
    free: usize,
    waiting: VecDeque<Sender<()>>,
}

pub struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State {
            free: permits,
            waiting: VecDeque::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        if let Some(permit) = self.try_acquire_or(|state| {
            let (sender, receiver) = channel();
            state.waiting.push_back(sender);
            receiver
        }) {
            let _ = permit.recv();
        }
        Permit(self)
    }

    fn try_acquire_or<T>(&self, otherwise: impl FnOnce(&mut State) -> T) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        match state.free {
            0 => Some(otherwise(&mut state)),
            _ => {
                state.free -= 1;
                None
            }
        }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        match self.try_acquire_or(|_| ()) {
            Some(_) => None,
            None => Some(Permit(self)),
        }
    }

    pub fn add(&self, permits: usize) {
        let mut state = self.state.lock().unwrap();
        for _ in 0..permits {
            match state.waiting.pop_front() {
                Some(first) => drop(first.send(())),
                None => state.free += 1,
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.add(1);
    }
}

fn main() {}
