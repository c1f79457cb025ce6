// The bakers of the shop put loaves on a shelf, and the sellers take them. The shelf has
// room for a few: who finds it full has to wait, and so has who finds it empty. A
// *condition variable* is what a thread sleeps on until another one says that something
// has changed. It remembers nothing: who is not asleep on it at that moment hears
// nothing. It says neither what has changed nor that it is still so: before the sleeper
// has the lock again, a third thread may have been there. And a sleeper may wake up
// although nobody has said anything.
//
// In a program of yours the `Mutex` and the `Condvar` of `lab::shim` are those of `std`.
// When the answer is judged, all of that happens. The types of `std` itself are allowed as
// well; with those, less of it can be made to happen.
//
// https://doc.rust-lang.org/std/sync/struct.Condvar.html (offline: `rustup doc
// std::sync::Condvar`)

use lab::shim::{Condvar, Mutex};
use std::collections::VecDeque;

/// A queue with room for a few items, for threads that share a reference to it.
///
/// Who has to wait sleeps, however long that takes, and no other thread looks at times
/// in its place. Of several that wait for the same, any may go on first.
pub struct Queue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// Nothing is in it, and there is room for `capacity` items. Nobody passes 0.
    pub fn new(capacity: usize) -> Self {
        let state = State {
            items: VecDeque::new(),
            closed: false,
        };
        Self {
            capacity,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    /// Put what `make` makes behind all that is in the queue. While the queue is full,
    /// this waits for room. If it is closed, or is closed while this waits, nothing is
    /// put: the item comes back in an `Err`.
    ///
    /// `make` is slow. It is called once, also if the queue is full or closed, and before
    /// this waits. While it runs, others put and take. If it panics, nothing is put, and
    /// others go on.
    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        // Who waits may be one who puts, and cannot use this. So all have to look.
        self.changed.notify_all();
        Ok(())
    }

    /// Take the item that is in front. While the queue is empty, this waits for one. If it
    /// is empty and closed, there is `None`, also if it is closed while this waits.
    pub fn take(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(item) = state.items.pop_front() {
                self.changed.notify_all();
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap();
        }
    }

    /// From now on nothing is put. What is in the queue can still be taken. To close it
    /// again changes nothing.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

fn main() {
    let shelf = Queue::new(2);
    std::thread::scope(|scope| {
        for seller in ["Ada", "Grace"] {
            let shelf = &shelf;
            scope.spawn(move || {
                while let Some(loaf) = shelf.take() {
                    println!("{seller} sells loaf {loaf}");
                }
            });
        }
        for loaf in 1..=6 {
            shelf.put(|| loaf).expect("the shelf is open");
        }
        shelf.close();
    });
}

// These tests look at one thread, which never has to wait. A hidden test also looks at
// several, in every order that matters, and at what they do while they wait.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_taken_in_that_order() {
        let queue = Queue::new(2);
        for round in 0..3 {
            assert_eq!(queue.put(|| 2 * round), Ok(()));
            assert_eq!(queue.put(|| 2 * round + 1), Ok(()));
            assert_eq!(queue.take(), Some(2 * round));
            assert_eq!(queue.take(), Some(2 * round + 1));
        }
    }

    #[test]
    fn what_is_in_a_closed_queue_can_be_taken() {
        let queue = Queue::new(2);
        assert_eq!(queue.put(|| "rye"), Ok(()));
        queue.close();
        assert_eq!(queue.put(|| "wheat"), Err("wheat"));
        assert_eq!(queue.take(), Some("rye"));
        assert_eq!(queue.take(), None);
    }
}
