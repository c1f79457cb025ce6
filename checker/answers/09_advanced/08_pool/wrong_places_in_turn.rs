// refused: too-concurrent — places come in turn, also those without a connection, while another one is idle

use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use tokio::sync::{Mutex, mpsc};

pub trait Connection: Send + Sync + 'static {
    fn is_broken(&self) -> bool;
}

pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

pub struct Pool<C> {
    connect: Connect<C>,
    sender: mpsc::UnboundedSender<Option<C>>,
    places: Mutex<mpsc::UnboundedReceiver<Option<C>>>,
}

impl<C: Connection> Pool<C> {
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        let (sender, places) = mpsc::unbounded_channel();
        for _ in 0..size {
            let _ = sender.send(None);
        }
        Self {
            connect,
            sender,
            places: Mutex::new(places),
        }
    }

    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let connection = self.places.lock().await.recv().await.flatten();
        let mut guard = Guard {
            pool: self,
            connection: connection.filter(|one| !one.is_broken()),
        };
        if guard.connection.is_none() {
            guard.connection = Some((self.connect)().await?);
        }
        Ok(guard)
    }
}

pub struct Guard<'a, C: Connection> {
    pool: &'a Pool<C>,
    connection: Option<C>,
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
        let connection = self.connection.take();
        let _ = self
            .pool
            .sender
            .send(connection.filter(|one| !one.is_broken()));
    }
}

fn main() {}
