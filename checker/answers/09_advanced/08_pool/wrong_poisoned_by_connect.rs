// refused: panicked — `connect` is called with the idle ones locked: a panic there poisons them

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard};
use tokio::sync::{Semaphore, SemaphorePermit};

/// What a pool keeps.
pub trait Connection: Send + Sync + 'static {
    /// Whether it is of no use any more.
    fn is_broken(&self) -> bool;
}

/// Makes a connection, which takes time and may fail.
pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

/// A pool of connections, for tasks on any thread.
pub struct Pool<C> {
    places: Semaphore,
    idle: Mutex<Vec<C>>,
    connect: Connect<C>,
}

impl<C: Connection> Pool<C> {
    /// A pool of at most `size` connections, which `connect` makes.
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            places: Semaphore::new(size),
            idle: Mutex::new(Vec::new()),
            connect,
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<C>> {
        self.idle.lock().expect("no panic in here")
    }

    fn pop(&self) -> Option<C> {
        self.idle().pop()
    }

    /// Nothing may come back at the moment when it begins.
    fn begin(&self) -> BoxFuture<'static, Result<C, String>> {
        let _idle = self.idle();
        (self.connect)()
    }

    /// Lends a connection: an idle one if there is one, or else one that it makes.
    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = self.places.acquire().await.expect("it is never closed");
        while let Some(connection) = self.pop() {
            if !connection.is_broken() {
                return Ok(Guard {
                    pool: self,
                    connection: Some(connection),
                    _place: place,
                });
            }
        }
        let connecting = self.begin();
        let connection = connecting.await?;
        Ok(Guard {
            pool: self,
            connection: Some(connection),
            _place: place,
        })
    }
}

/// A connection that is lent.
pub struct Guard<'a, C: Connection> {
    pool: &'a Pool<C>,
    connection: Option<C>,
    /// Dropped after `drop`.
    _place: SemaphorePermit<'a>,
}

impl<C: Connection> Deref for Guard<'_, C> {
    type Target = C;

    fn deref(&self) -> &C {
        self.connection.as_ref().expect("it is lent")
    }
}

impl<C: Connection> DerefMut for Guard<'_, C> {
    fn deref_mut(&mut self) -> &mut C {
        self.connection.as_mut().expect("it is lent")
    }
}

impl<C: Connection> Drop for Guard<'_, C> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if connection.is_broken() {
            drop(connection);
        } else {
            self.pool.idle().push(connection);
        }
    }
}

fn main() {}
