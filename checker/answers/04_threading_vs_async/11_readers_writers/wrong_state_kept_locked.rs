// refused: too-early — who writes keeps the lock of the state: nobody knows who waits there

use lab::shim::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
pub struct FairLock {
    state: Mutex<State>,
    readers: Condvar,
    writers: Condvar,
}

#[derive(Default)]
struct State {
    reading: usize,
    writers_waiting: usize,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state();
        while state.writers_waiting > 0 {
            state = self.readers.wait(state).unwrap();
        }
        state.reading += 1;
        Reading { lock: self }
    }

    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state();
        state.writers_waiting += 1;
        while state.reading > 0 {
            state = self.writers.wait(state).unwrap();
        }
        state.writers_waiting -= 1;
        Writing {
            lock: self,
            _state: state,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

pub struct Reading<'a> {
    lock: &'a FairLock,
}

pub struct Writing<'a> {
    lock: &'a FairLock,
    _state: MutexGuard<'a, State>,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.reading -= 1;
        if state.reading == 0 {
            self.lock.writers.notify_one();
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.lock.readers.notify_all();
        self.lock.writers.notify_one();
    }
}

fn main() {}
