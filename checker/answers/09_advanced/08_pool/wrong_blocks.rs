// refused: blocks-runtime — it holds the thread for a moment

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit};

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

pub struct Pool<C> {
    connect: Connect<C>,
    places: Semaphore,
    idle: Mutex<Vec<C>>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            connect,
            places: Semaphore::new(size),
            idle: Mutex::default(),
        }
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        std::thread::sleep(std::time::Duration::from_millis(1));
        let place = self.places.acquire().await;
        let place = place.map_err(|closed| closed.to_string())?;
        let connection = match self.take_idle() {
            Some(connection) => connection,
            None => (self.connect)().await?,
        };
        Ok(Guard {
            pool: self,
            connection: Some(connection),
            _place: place,
        })
    }

    fn take_idle(&self) -> Option<C> {
        let mut idle = self.idle();
        while let Some(connection) = idle.pop() {
            if !connection.is_broken() {
                return Some(connection);
            }
        }
        None
    }

    fn idle(&self) -> MutexGuard<'_, Vec<C>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct Guard<'a, C: Connection> {
    pool: &'a Pool<C>,
    connection: Option<C>,
    _place: SemaphorePermit<'a>,
}

const LENT: &str = "it is lent until the guard is dropped";

impl<C: Connection> Deref for Guard<'_, C> {
    type Target = C;

    fn deref(&self) -> &C {
        self.connection.as_ref().expect(LENT)
    }
}

impl<C: Connection> DerefMut for Guard<'_, C> {
    fn deref_mut(&mut self) -> &mut C {
        self.connection.as_mut().expect(LENT)
    }
}

impl<C: Connection> Drop for Guard<'_, C> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take_if(|one| !one.is_broken()) {
            self.pool.idle().push(connection);
        }
        self.connection = None;
    }
}

fn main() {}
