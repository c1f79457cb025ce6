// accepted: a list of threads that are parked, each with a flag that says that it has a permit

use lab::shim::thread::{self, Thread};
use lab::shim::{AtomicBool, Mutex, Ordering};
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};

pub struct Semaphore {
    state: Mutex<State>,
}

struct State {
    free: usize,
    queue: VecDeque<Arc<Waiter>>,
}

struct Waiter {
    thread: Thread,
    has_permit: AtomicBool,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let state = State {
            free: permits,
            queue: VecDeque::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    pub fn acquire(&self) -> Permit<'_> {
        let waiter = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.free > 0 {
                state.free -= 1;
                return Permit { semaphore: self };
            }
            let waiter = Arc::new(Waiter {
                thread: thread::current(),
                has_permit: AtomicBool::new(false),
            });
            state.queue.push_back(Arc::clone(&waiter));
            waiter
        };
        while !waiter.has_permit.load(Ordering::Acquire) {
            thread::park();
        }
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.free == 0 {
            return None;
        }
        state.free -= 1;
        Some(Permit { semaphore: self })
    }

    pub fn add(&self, permits: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let served = permits.min(state.queue.len());
        let served: Vec<_> = state.queue.drain(..served).collect();
        state.free += permits - served.len();
        drop(state);
        for waiter in served {
            waiter.has_permit.store(true, Ordering::Release);
            waiter.thread.unpark();
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
