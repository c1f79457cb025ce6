// accepted: a ring of places, and it is counted how many are taken

use lab::shim::{Condvar, Mutex};

pub struct Queue<T> {
    ring: Mutex<Ring<T>>,
    changed: Condvar,
}

struct Ring<T> {
    places: Vec<Option<T>>,
    first: usize,
    taken: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let mut places = Vec::new();
        places.resize_with(capacity, || None);
        let ring = Ring {
            places,
            first: 0,
            taken: 0,
            closed: false,
        };
        Self {
            ring: Mutex::new(ring),
            changed: Condvar::new(),
        }
    }

    pub fn put(&self, make: impl FnOnce() -> T) -> Result<(), T> {
        let item = make();
        let mut ring = self.ring.lock().unwrap();
        loop {
            if ring.closed {
                return Err(item);
            }
            if ring.taken < ring.places.len() {
                break;
            }
            ring = self.changed.wait(ring).unwrap();
        }
        let place = (ring.first + ring.taken) % ring.places.len();
        ring.places[place] = Some(item);
        ring.taken += 1;
        self.changed.notify_all();
        Ok(())
    }

    pub fn take(&self) -> Option<T> {
        let mut ring = self.ring.lock().unwrap();
        loop {
            let first = ring.first;
            if let Some(item) = ring.places[first].take() {
                ring.first = (first + 1) % ring.places.len();
                ring.taken -= 1;
                self.changed.notify_all();
                return Some(item);
            }
            if ring.closed {
                return None;
            }
            ring = self.changed.wait(ring).unwrap();
        }
    }

    pub fn close(&self) {
        self.ring.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}

fn main() {}
