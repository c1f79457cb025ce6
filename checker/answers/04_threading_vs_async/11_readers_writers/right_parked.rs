// accepted: a list of threads that are parked, and are let in one by one by whoever leaves

use lab::shim::{AtomicBool, Mutex, MutexGuard, Ordering};
use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::{self, Thread};

#[derive(Default)]
pub struct FairLock {
    state: Mutex<State>,
}

struct Waits {
    thread: Thread,
    let_in: AtomicBool,
}

impl Waits {
    fn new() -> Arc<Self> {
        let thread = thread::current();
        Arc::new(Self {
            thread,
            let_in: AtomicBool::new(false),
        })
    }

    fn until_let_in(&self) {
        while !self.let_in.load(Ordering::SeqCst) {
            thread::park();
        }
    }

    fn let_in(&self) {
        self.let_in.store(true, Ordering::SeqCst);
        self.thread.unpark();
    }
}

#[derive(Default)]
struct State {
    reading: usize,
    writing: bool,
    readers: Vec<Arc<Waits>>,
    writers: VecDeque<Arc<Waits>>,
}

impl State {
    fn next_writer(&mut self) {
        if let Some(writer) = self.writers.pop_front() {
            self.writing = true;
            writer.let_in();
        }
    }
}

impl FairLock {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn read(&self) -> Reading<'_> {
        let mut state = self.state();
        if state.writing || !state.writers.is_empty() {
            let waits = Waits::new();
            state.readers.push(waits.clone());
            drop(state);
            waits.until_let_in();
        } else {
            state.reading += 1;
        }
        Reading { lock: self }
    }

    pub fn write(&self) -> Writing<'_> {
        let mut state = self.state();
        if state.writing || state.reading > 0 {
            let waits = Waits::new();
            state.writers.push_back(waits.clone());
            drop(state);
            waits.until_let_in();
        } else {
            state.writing = true;
        }
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
        state.reading -= 1;
        if state.reading == 0 {
            state.next_writer();
        }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut state = self.lock.state();
        state.writing = false;
        let readers = std::mem::take(&mut state.readers);
        state.reading = readers.len();
        readers.iter().for_each(|reader| reader.let_in());
        if readers.is_empty() {
            state.next_writer();
        }
    }
}

fn main() {}
