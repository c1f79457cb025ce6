// accepted: a fair lock for the turn, and a `Notify` for the one whose turn it is

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// What a pool keeps.
pub trait Connection: Send + Sync + 'static {
    /// Whether it is of no use any more.
    fn is_broken(&self) -> bool;
}

/// Makes a connection, which takes time and may fail.
pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

/// A pool of connections, for tasks on any thread.
pub struct Pool<C> {
    state: Mutex<State<C>>,
    connect: Connect<C>,
    /// Only the one that has it waits for a place; the lock of tokio is fair.
    turn: tokio::sync::Mutex<()>,
    is_free: Notify,
}

struct State<C> {
    free: usize,
    idle: Vec<C>,
}

impl<C> Pool<C> {
    fn state(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Is given back when it is dropped.
struct Place<'a, C>(&'a Pool<C>);

impl<C> Drop for Place<'_, C> {
    fn drop(&mut self) {
        self.0.state().free += 1;
        self.0.is_free.notify_one();
    }
}

impl<C: Connection> Pool<C> {
    /// A pool of at most `size` connections, which `connect` makes.
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            state: Mutex::new(State {
                free: size,
                idle: Vec::new(),
            }),
            connect,
            turn: tokio::sync::Mutex::new(()),
            is_free: Notify::new(),
        }
    }

    fn try_place(&self) -> Option<Place<'_, C>> {
        let mut state = self.state();
        state.free = state.free.checked_sub(1)?;
        Some(Place(self))
    }

    fn pop(&self) -> Option<C> {
        self.state().idle.pop()
    }

    async fn place(&self) -> Place<'_, C> {
        let _turn = self.turn.lock().await;
        loop {
            if let Some(place) = self.try_place() {
                return place;
            }
            self.is_free.notified().await;
        }
    }

    /// Lends a connection: an idle one if there is one, or else one that it makes.
    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = self.place().await;
        let whole = std::iter::from_fn(|| self.pop()).find(|one| !one.is_broken());
        let connection = match whole {
            Some(connection) => connection,
            None => (self.connect)().await?,
        };
        Ok(Guard {
            connection: Some(connection),
            place,
        })
    }
}

/// A connection that is lent.
pub struct Guard<'a, C: Connection> {
    connection: Option<C>,
    place: Place<'a, C>,
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
        let whole = self.connection.take().filter(|one| !one.is_broken());
        self.place.0.state().idle.extend(whole);
    }
}

fn main() {}
