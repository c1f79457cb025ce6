// refused: too-early — a flag and a `Notify`: whoever comes first after the lock is given back gets it

use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

#[derive(Default)]
pub struct Lock {
    is_taken: AtomicBool,
    free: Notify,
}

pub struct Guard<'a>(&'a Lock);

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn lock(&self) -> Guard<'_> {
        loop {
            if let Some(guard) = self.try_lock() {
                return guard;
            }
            self.free.notified().await;
        }
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        let taken = self.is_taken.swap(true, Ordering::SeqCst);
        (!taken).then_some(Guard(self))
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.is_taken.store(false, Ordering::SeqCst);
        self.0.free.notify_one();
    }
}

fn main() {}
