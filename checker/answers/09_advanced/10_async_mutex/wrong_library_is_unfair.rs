// refused: too-early — the lock of `futures` lets others overtake

use futures::lock::{Mutex, MutexGuard};

#[derive(Default)]
pub struct Lock(Mutex<()>);

pub struct Guard<'a>(#[allow(dead_code)] MutexGuard<'a, ()>);

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn lock(&self) -> Guard<'_> {
        Guard(self.0.lock().await)
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        self.0.try_lock().map(Guard)
    }
}

fn main() {}
