// refused: too-concurrent — a task gives the connection back some time after the guard is gone

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

pub struct Pool<C> {
    connect: Connect<C>,
    places: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<C>>>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            connect,
            places: Arc::new(Semaphore::new(size)),
            idle: Arc::default(),
        }
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|closed| closed.to_string())?;
        let connection = match self.take_idle() {
            Some(connection) => connection,
            None => (self.connect)().await?,
        };
        Ok(Guard {
            pool: self,
            connection: Some(connection),
            place: Some(place),
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
    place: Option<OwnedSemaphorePermit>,
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
        let connection = self.connection.take_if(|one| !one.is_broken());
        let (idle, place) = (Arc::clone(&self.pool.idle), self.place.take());
        let back = async move {
            idle.lock().unwrap().extend(connection);
            drop(place);
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(back)),
            Err(_) => futures::executor::block_on(back),
        }
    }
}

fn main() {}
