// accepted: each place is a slot with its own lock, and the guard holds that

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex as Lock;
use tokio::sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit};

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

pub struct Pool<C> {
    connect: Connect<C>,
    places: Semaphore,
    slots: Vec<Mutex<Option<C>>>,
    // One looks for a slot at a time.
    looks: Lock<()>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            connect,
            places: Semaphore::new(size),
            slots: (0..size).map(|_| Mutex::new(None)).collect(),
            looks: Lock::new(()),
        }
    }

    fn slot(&self) -> MutexGuard<'_, Option<C>> {
        let _looks = self.looks.lock().unwrap();
        let free = self.slots.iter().filter_map(|slot| slot.try_lock().ok());
        let mut free: Vec<_> = free.collect();
        for slot in &mut free {
            slot.take_if(|one| one.is_broken());
        }
        let full = free.iter().position(|slot| slot.is_some());
        free.swap_remove(full.unwrap_or(0))
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = self
            .places
            .acquire()
            .await
            .map_err(|error| error.to_string())?;
        let mut connection = self.slot();
        if connection.is_none() {
            *connection = Some((self.connect)().await?);
        }
        Ok(Guard {
            connection,
            _place: place,
        })
    }
}

pub struct Guard<'a, C: Connection> {
    connection: MutexGuard<'a, Option<C>>,
    _place: SemaphorePermit<'a>,
}

impl<C: Connection> Deref for Guard<'_, C> {
    type Target = C;

    fn deref(&self) -> &C {
        self.connection.as_ref().expect("lent")
    }
}

impl<C: Connection> DerefMut for Guard<'_, C> {
    fn deref_mut(&mut self) -> &mut C {
        self.connection.as_mut().expect("lent")
    }
}

impl<C: Connection> Drop for Guard<'_, C> {
    fn drop(&mut self) {
        self.connection.take_if(|one| one.is_broken());
    }
}

fn main() {}
