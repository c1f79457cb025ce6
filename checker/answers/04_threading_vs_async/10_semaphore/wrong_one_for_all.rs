// refused: wrong-result — all semaphores share one count

use lab::shim::{Condvar, Mutex};

static STATE: Mutex<State> = Mutex::new(State {
    free: 0,
    drawn: 0,
    served: 0,
});
static CHANGED: Condvar = Condvar::new();

pub struct Semaphore;

struct State {
    free: usize,
    drawn: usize,
    served: usize,
}

pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        STATE.lock().unwrap().free = permits;
        Self
    }

    pub fn acquire(&self) -> Permit<'_> {
        let mut state = STATE.lock().unwrap();
        let mine = state.drawn;
        state.drawn += 1;
        while state.free == 0 || state.served != mine {
            state = CHANGED.wait(state).unwrap();
        }
        state.free -= 1;
        state.served += 1;
        CHANGED.notify_all();
        Permit { semaphore: self }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut state = STATE.lock().unwrap();
        let waiting = state.drawn - state.served;
        if state.free <= waiting {
            return None;
        }
        state.free -= 1;
        Some(Permit { semaphore: self })
    }

    pub fn add(&self, permits: usize) {
        STATE.lock().unwrap().free += permits;
        CHANGED.notify_all();
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add(1);
    }
}

fn main() {}
