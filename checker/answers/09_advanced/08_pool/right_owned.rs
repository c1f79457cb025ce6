// accepted: an owned permit in a part that gives the connection back, and a queue of idle ones

use futures::future::BoxFuture;
use std::collections::VecDeque;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

type Idle<C> = Arc<Mutex<VecDeque<C>>>;

pub struct Pool<C> {
    connect: Connect<C>,
    places: Arc<Semaphore>,
    idle: Idle<C>,
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
        let mut guard = Guard {
            connection: None,
            idle: Arc::clone(&self.idle),
            place: Some(place.map_err(|error| error.to_string())?),
            pool: PhantomData,
        };
        while guard.connection.is_none() {
            let idle = self.idle.lock().unwrap().pop_front();
            guard.connection = match idle {
                Some(idle) => Some(idle).filter(|idle| !idle.is_broken()),
                None => Some((self.connect)().await?),
            };
        }
        Ok(guard)
    }
}

pub struct Guard<'a, C: Connection> {
    connection: Option<C>,
    idle: Idle<C>,
    place: Option<OwnedSemaphorePermit>,
    pool: PhantomData<&'a Pool<C>>,
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
        match self.connection.take() {
            Some(connection) if connection.is_broken() => drop(connection),
            Some(connection) => self.idle.lock().unwrap().push_back(connection),
            None => {}
        }
        drop(self.place.take());
    }
}

fn main() {}
