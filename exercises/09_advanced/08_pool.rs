// The database of the shop allows a few connections, and takes its time to make one. So they
// are kept, and lent: that is a pool. The first one here had a `put` that everybody called at
// the end, unless they were cancelled, panicked, or left by a `?`. A week later the pool was
// empty, and the shop stood still without an error anywhere. This one lends guards. A guard
// gives its connection back whatever happens, and there is no `put`.
//
// https://docs.rs/tokio/latest/tokio/sync/struct.Semaphore.html

use futures::FutureExt;
use futures::future::BoxFuture;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// What a pool keeps.
pub trait Connection: Send + Sync + 'static {
    /// Whether it is of no use any more.
    fn is_broken(&self) -> bool;
}

/// Makes a connection, which takes time and may fail.
pub type Connect<C> = Box<dyn Fn() -> BoxFuture<'static, Result<C, String>> + Send + Sync>;

/// A pool of connections, for tasks on any thread.
pub struct Pool<C> {
    // TODO: What is kept, and what tells how many places are free?
    kept: PhantomData<C>,
}

impl<C: Connection> Pool<C> {
    /// A pool of at most `size` connections, which `connect` makes. At first there are none.
    ///
    /// At no time are there more than `size`, together with those that are being made.
    pub fn new(size: usize, connect: Connect<C>) -> Self {
        // TODO: Keep what `get` needs.
        let _ = (size, connect);
        Self { kept: PhantomData }
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
        // TODO: Wait for a place. Who gives it back if connecting goes wrong?
        let _ = self.kept;
        todo!("lend a connection")
    }
}

/// A connection that is lent.
///
/// When this is dropped, the connection is idle again at once: also if that is done by a
/// panic, or with a future that is cancelled. If it is broken, it is dropped instead. Either
/// way its place becomes free, and not before that is done.
pub struct Guard<'a, C: Connection> {
    // TODO: What does a guard need, to give a connection back?
    pool: &'a Pool<C>,
}

impl<C: Connection> Deref for Guard<'_, C> {
    type Target = C;

    fn deref(&self) -> &C {
        let _ = self.pool;
        todo!("the connection")
    }
}

impl<C: Connection> DerefMut for Guard<'_, C> {
    fn deref_mut(&mut self) -> &mut C {
        todo!("the connection")
    }
}

impl<C: Connection> Drop for Guard<'_, C> {
    fn drop(&mut self) {
        // TODO: In which order do the connection and its place become free?
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
