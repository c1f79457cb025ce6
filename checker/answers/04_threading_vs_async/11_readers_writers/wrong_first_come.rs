// refused: too-early — all go in the order in which they came: a reader waits behind two writers

use lab::shim::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
pub struct FairLock {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    reading: usize,
    writing: bool,
    next: u64,
    served: u64,
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state();
        let mine = state.next;
        state.next += 1;
        let not_yet = |state: &mut State| state.served != mine || state.writing;
        state = self.changed.wait_while(state, not_yet).unwrap();
        state.served += 1;
        state.reading += 1;
        self.changed.notify_all();
        Reading { lock: self }
    }

    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state();
        let mine = state.next;
        state.next += 1;
        let not_yet =
            |state: &mut State| state.served != mine || state.writing || state.reading > 0;
        state = self.changed.wait_while(state, not_yet).unwrap();
        state.served += 1;
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
        self.lock.state().reading -= 1;
        self.lock.changed.notify_all();
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        self.lock.state().writing = false;
        self.lock.changed.notify_all();
    }
}

fn main() {}
