// refused: wrong-result — the permit is the lock itself: there is only one

use lab::shim::{Mutex, MutexGuard};

pub struct Semaphore {
    free: Mutex<usize>,
}

pub struct Permit<'a> {
    free: MutexGuard<'a, usize>,
}

impl Semaphore {
    pub fn new(permits: usize) -> Self {
        let free = Mutex::new(permits);
        Self { free }
    }

    pub fn acquire(&self) -> Permit<'_> {
        loop {
            let mut free = self.free.lock().unwrap();
            if *free > 0 {
                *free -= 1;
                return Permit { free };
            }
        }
    }

    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let mut free = self.free.try_lock().ok()?;
        *free = free.checked_sub(1)?;
        Some(Permit { free })
    }

    pub fn add(&self, permits: usize) {
        *self.free.lock().unwrap() += permits;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.free += 1;
    }
}

fn main() {}
