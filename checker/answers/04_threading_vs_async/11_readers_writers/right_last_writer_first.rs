// accepted: the writer that came last is the next one

use lab::shim::{Condvar, Mutex};

#[derive(Default)]
pub struct FairLock {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    readers: usize,
    writing: bool,
    waiting_readers: usize,
    round: u64,
    next_writer: u64,
    writers: Vec<u64>,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state.lock().unwrap();
        if !state.writing && state.writers.is_empty() {
            state.readers += 1;
            return Reading { lock: self };
        }
        // The writer that leaves counts this one as a reader.
        state.waiting_readers += 1;
        let round = state.round;
        while state.round == round {
            state = self.changed.wait(state).unwrap();
        }
        Reading { lock: self }
    }

    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state.lock().unwrap();
        let ticket = state.next_writer;
        state.next_writer += 1;
        state.writers.push(ticket);
        while state.writing || state.readers > 0 || state.writers.last() != Some(&ticket) {
            state = self.changed.wait(state).unwrap();
        }
        state.writers.pop();
        state.writing = true;
        Writing { lock: self }
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
        let mut state = self.lock.state.lock().unwrap();
        state.readers -= 1;
        if state.readers == 0 {
            self.lock.changed.notify_all();
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state.lock().unwrap();
        state.writing = false;
        state.round += 1;
        let batch = std::mem::take(&mut state.waiting_readers);
        state.readers += batch;
        self.lock.changed.notify_all();
    }
}

fn main() {}
