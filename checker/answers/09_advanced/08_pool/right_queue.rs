// accepted: a queue of its own: a place is handed to the first who still waits

use futures::future::BoxFuture;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

struct State<C> {
    free: usize,
    idle: Vec<C>,
    waiting: VecDeque<oneshot::Sender<Place<C>>>,
}

/// Passes itself on, or is free, when it is dropped.
struct Place<C>(Option<Arc<Mutex<State<C>>>>);

impl<C> Drop for Place<C> {
    fn drop(&mut self) {
        let Some(state) = self.0.take() else {
            return;
        };
        loop {
            let mut locked = state.lock().unwrap();
            let Some(next) = locked.waiting.pop_front() else {
                locked.free += 1;
                return;
            };
            drop(locked);
            match next.send(Place(Some(Arc::clone(&state)))) {
                Ok(()) => return,
                // Not by its own drop, which would call itself for each that is gone.
                Err(mut place) => drop(place.0.take()),
            }
        }
    }
}

pub struct Pool<C> {
    connect: Connect<C>,
    state: Arc<Mutex<State<C>>>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        let state = State {
            free: size,
            idle: Vec::new(),
            waiting: VecDeque::new(),
        };
        Self {
            connect,
            state: Arc::new(Mutex::new(state)),
        }
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let turn = {
            let mut state = self.state.lock().unwrap();
            if state.free > 0 {
                state.free -= 1;
                Ok(Place(Some(Arc::clone(&self.state))))
            } else {
                let (sender, turn) = oneshot::channel();
                state.waiting.push_back(sender);
                Err(turn)
            }
        };
        let place = match turn {
            Ok(place) => place,
            Err(turn) => turn.await.map_err(|error| error.to_string())?,
        };
        let idle = {
            let mut state = self.state.lock().unwrap();
            state.idle.retain(|one| !one.is_broken());
            state.idle.pop()
        };
        let connection = match idle {
            Some(connection) => connection,
            None => (self.connect)().await?,
        };
        Ok(Guard {
            pool: self,
            connection: Some(connection),
            _place: place,
        })
    }
}

pub struct Guard<'a, C: Connection> {
    pool: &'a Pool<C>,
    connection: Option<C>,
    _place: Place<C>,
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
        let Some(connection) = self.connection.take() else {
            return;
        };
        if !connection.is_broken() {
            self.pool.state.lock().unwrap().idle.push(connection);
        }
    }
}

fn main() {}
