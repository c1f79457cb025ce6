// refused: wrong-result — who asked last is woken first

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

pub struct Pool<C> {
    connect: Connect<C>,
    free: Mutex<usize>,
    back: Notify,
    idle: Mutex<Vec<C>>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            connect,
            free: Mutex::new(size),
            back: Notify::new(),
            idle: Mutex::default(),
        }
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = loop {
            {
                let mut free = self.free.lock().unwrap();
                if *free > 0 {
                    *free -= 1;
                    break Place(&self.free, &self.back);
                }
            }
            self.back.notified().await;
        };
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
    _place: Place<'a>,
}

struct Place<'a>(&'a Mutex<usize>, &'a Notify);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
        self.1.notify_last();
    }
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
