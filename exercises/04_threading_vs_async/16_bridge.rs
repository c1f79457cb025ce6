// The program of the cash desk is not async, and the client of the shop is. Somebody
// has to poll its futures, and run the timers and sockets that they wait for. A
// runtime does both. To make one takes time and threads, so one is made and kept.
//
// Blocking is what a thread that runs async code must never do. So tokio panics if a
// runtime blocks there on a future, and also if one is dropped there, for it waits
// for its threads.
//
// https://tokio.rs/tokio/topics/bridging

use std::io;
use std::sync::Arc;
use std::thread;

/// Somebody wants to wait for a future inside of a runtime, where it can be awaited.
#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

/// Runs the futures of tokio for code that is not async. Threads can share it.
///
/// It has one runtime, which ends when the bridge is dropped: the tasks that are left
/// on it are dropped, and its threads end. Drop it anywhere, also in async code.
pub struct Bridge {
    // TODO: What is kept from one call to the next?
}

impl Bridge {
    /// Make the runtime, here and never again.
    pub fn new() -> io::Result<Self> {
        // TODO: Make a runtime with timers and sockets.
        todo!()
    }

    /// Run `future` in the runtime, sleep until its end, however long that takes, and
    /// return its output. Several threads may call this at the same time; one may have
    /// to wait for another. If `future` panics, so does `run`; what the bridge is still
    /// good for then is open. Tasks that `future` has spawned may rest while nobody calls
    /// `run`.
    ///
    /// # Errors
    ///
    /// [`InsideRuntime`] on a thread that runs the async code of any runtime of tokio,
    /// this one or another. Then `future` is not polled, and nobody waits. A thread that
    /// runs no async code and has a runtime all the same, as one of `spawn_blocking` or
    /// one with a guard of `Handle::enter`, may run `future` or get the error.
    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        // TODO: Return an error inside of a runtime. Elsewhere run the future.
        todo!("{} bytes", size_of_val(&future))
    }
}

// TODO: What has to happen when a bridge is dropped?

fn main() -> io::Result<()> {
    let bridge = Arc::new(Bridge::new()?);
    let desks = [1, 2].map(|id| {
        let bridge = Arc::clone(&bridge);
        thread::spawn(move || bridge.run(async move { lab::FakeApi::new().user(id).await }))
    });
    for desk in desks {
        println!("{:?}", desk.join().expect("no desk panics"));
    }
    Ok(())
}

// These tests call it once each. A hidden test looks at the runtime that is used, and
// at what becomes of it.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_that_sleeps_is_run_to_its_end() {
        let page = async { lab::FakeApi::new().page(7).await };
        assert_eq!(Bridge::new().unwrap().run(page), Ok("page 7".to_owned()));
    }

    #[tokio::test]
    async fn in_async_code_it_is_an_error() {
        assert_eq!(Bridge::new().unwrap().run(async {}), Err(InsideRuntime));
    }
}
