// accepted: a semaphore with one permit

use tokio::sync::{Semaphore, SemaphorePermit};

pub struct Lock(Semaphore);

pub struct Guard<'a>(#[allow(dead_code)] SemaphorePermit<'a>);

impl Default for Lock {
    fn default() -> Self {
        Self(Semaphore::new(1))
    }
}

impl Lock {
    pub fn new() -> Self {
        Self::default()
    }

    pub async fn lock(&self) -> Guard<'_> {
        match self.0.acquire().await {
            Ok(permit) => Guard(permit),
            Err(_) => std::future::pending().await,
        }
    }

    pub fn try_lock(&self) -> Option<Guard<'_>> {
        self.0.try_acquire().ok().map(Guard)
    }
}

fn main() {}
