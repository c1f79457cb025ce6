// refused: wrong-result — a reader that wakes up does not look again

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
    writing: bool,
    readers_waiting: usize,
    writers_waiting: usize,
    turn: u64,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state();
        if state.writing || state.writers_waiting > 0 {
            state.readers_waiting += 1;
            let turn = state.turn;
            state = self.readers.wait(state).unwrap();
            if state.turn == turn {
                state.readers_waiting -= 1;
                state.reading += 1;
            }
        } else {
            state.reading += 1;
        }
        Reading { lock: self }
    }

    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state();
        state.writers_waiting += 1;
        while state.writing || state.reading > 0 {
            state = self.writers.wait(state).unwrap();
        }
        state.writers_waiting -= 1;
        state.writing = true;
        Writing { lock: self }
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
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.reading = state.reading.saturating_sub(1);
        if state.reading == 0 {
            self.lock.writers.notify_one();
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.writing = false;
        state.turn += 1;
        state.reading = std::mem::take(&mut state.readers_waiting);
        match state.reading {
            0 => self.lock.writers.notify_one(),
            _ => self.lock.readers.notify_all(),
        }
    }
}

fn main() {}
