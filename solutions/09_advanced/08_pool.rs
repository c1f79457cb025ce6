// The database of the shop allows a few connections, and takes its time to make one. So they
// are kept, and lent: that is a pool. The first one here had a `put` that everybody called at
// the end, unless they were cancelled, panicked, or left by a `?`. A week later the pool was
// empty, and the shop stood still without an error anywhere. This one lends guards. A guard
// gives its connection back whatever happens, and there is no `put`.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Semaphore.html

use futures::FutureExt;
use futures::future::BoxFuture;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
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
    connect: Connect<C>,
    /// Places that are neither lent nor in use to connect. At least as many are free as there
    /// are idle connections.
    places: Semaphore,
    idle: Mutex<Vec<C>>,
}

impl<C: Connection> Pool<C> {
    /// A pool of at most `size` connections, which `connect` makes. At first there are none.
    ///
    /// At no time are there more than `size`, together with those that are being made.
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        Self {
            connect,
            places: Semaphore::new(size),
            idle: Mutex::default(),
        }
    }

    /// Lends a connection: an idle one if there is one, or else one that it makes.
    ///
    /// While `size` of them are lent or being made, callers wait, however long. Their turn
    /// comes in the order in which they asked, and nobody who asks later overtakes them.
    ///
    /// If connecting fails, its error is returned. Its place is free again then, and so it is
    /// when connecting panics, or when the caller is dropped, wherever it waits.
    ///
    /// A connection is made by the call that needs it: no task is started, and no thread is
    /// blocked, neither for this nor to wait. One that broke while it was idle is dropped when
    /// a call finds it, and never lent: the call takes the next idle one, if there is one.
    pub async fn get(&self) -> Result<Guard<'_, C>, String> {
        let place = self.places.acquire().await;
        let place = place.map_err(|closed| closed.to_string())?;
        // From here on the place comes free with `place`, whatever becomes of this call.
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

/// A connection that is lent.
///
/// When this is dropped, the connection is idle again at once: also if that is done by a
/// panic, or with a future that is cancelled. If it is broken, it is dropped instead. Either
/// way its place becomes free, and not before that is done.
pub struct Guard<'a, C: Connection> {
    pool: &'a Pool<C>,
    /// There is one until this is dropped.
    connection: Option<C>,
    /// Fields are dropped after `drop` has returned.
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
        // Whoever gets the place looks for an idle connection: so that comes first.
        if let Some(connection) = self.connection.take_if(|one| !one.is_broken()) {
            self.pool.idle().push(connection);
        }
        self.connection = None;
    }
}

/// To try it out.
struct Line(u32);

impl Connection for Line {
    fn is_broken(&self) -> bool {
        self.0 == 3
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let connect: Connect<Line> = Box::new(|| {
        async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            println!("a new connection");
            Ok(Line(0))
        }
        .boxed()
    });
    let pool = Pool::new(2, connect);
    let customers = (1..=8).map(async |customer| match pool.get().await {
        Ok(mut line) => {
            line.0 += 1;
            println!(
                "customer {customer} has a connection, as the {}. of it",
                line.0
            );
        }
        Err(error) => println!("customer {customer} has none: {error}"),
    });
    futures::future::join_all(customers).await;
}

// These tests look at a pool in which all goes well. A hidden test also looks at callers that
// are dropped, at panics, and at connections that break or cannot be made.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::time::{Instant, sleep};

    fn pool(size: usize) -> (Arc<Pool<Line>>, Arc<AtomicU32>) {
        let made = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&made);
        let connect: Connect<Line> = Box::new(move || {
            let made = Arc::clone(&counted);
            async move {
                sleep(ms(20)).await;
                made.fetch_add(1, Ordering::Relaxed);
                Ok(Line(0))
            }
            .boxed()
        });
        (Arc::new(Pool::new(size, connect)), made)
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_connection_is_lent_again() {
        let (pool, made) = pool(2);
        pool.get().await.expect("a connection").0 = 1;
        assert_eq!(pool.get().await.expect("a connection").0, 1);
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn two_connections_serve_five_tasks() {
        let ((pool, made), start) = (pool(2), Instant::now());
        let tasks: Vec<_> = (0..5)
            .map(|_| {
                let pool = Arc::clone(&pool);
                tokio::spawn(async move {
                    let _lent = pool.get().await.expect("a connection");
                    sleep(ms(50)).await;
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic");
        }
        // Two are made, and then each of them is lent three times or twice.
        assert_eq!(start.elapsed(), ms(20 + 3 * 50));
        assert_eq!(made.load(Ordering::Relaxed), 2);
    }
}
