// refused: hangs — `try_acquire` looks, and then takes what may be gone: it waits

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;
use std::sync::Arc;

pub struct Semaphore {
    state: Mutex<State>,
}

struct State {
    free: usize,
    next: u64,
    queue: VecDeque<(u64, Arc<Condvar>)>,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State {
            free: permits,
            next: 0,
            queue: VecDeque::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = self.state.lock().unwrap();
        if state.free > 0 {
            state.free -= 1;
            return Permit { semaphore: self };
        }
        let ticket = state.next;
        state.next += 1;
        let my_turn = Arc::new(Condvar::new());
        state.queue.push_back((ticket, Arc::clone(&my_turn)));
        while state.queue.iter().any(|(other, _)| *other == ticket) {
            state = my_turn.wait(state).unwrap();
        }
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let free = self.state.lock().unwrap().free;
        (free > 0).then(|| self.acquire())
    }

    pub fn add(&self, permits: usize) {
        let mut state = self.state.lock().unwrap();
        for left in (1..=permits).rev() {
            match state.queue.pop_front() {
                Some((_, its_turn)) => its_turn.notify_one(),
                None => {
                    state.free += left;
                    return;
                }
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
