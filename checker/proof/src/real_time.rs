//! A runtime in real time: for exercises in which threads, sockets or processes
//! take part.

use crate::held::{self, Polling};
use crate::trouble::none_left;
use crate::watchdog::{Watchdog, Watched};
use lab::ms;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// A test that is not done after this time hangs.
const PATIENCE: Duration = ms(4_000);

/// Run `test` on a runtime of one thread, in real time: `real_time(async || …)`.
/// The runtime is the one of `#[tokio::main(flavor = "current_thread")]`.
///
/// Where nothing but futures takes part, [`crate::virtual_time`] says more. A
/// test that hangs is ended after four seconds, and the finding says whether the
/// runtime was idle, blocked or busy.
pub fn real_time<F>(test: F)
where
    F: AsyncFnOnce(),
{
    let _polling = Polling::thread();
    let parked = Arc::new(AtomicBool::new(false));
    let (park, unpark) = (parked.clone(), parked.clone());
    let mut builder = Builder::new_current_thread();
    builder
        .on_thread_park(move || {
            held::waits();
            park.store(true, Ordering::Release);
        })
        .on_thread_unpark(move || {
            unpark.store(false, Ordering::Release);
            held::goes_on();
        });
    run(&mut builder, Watched::RealTime(parked), Box::pin(test()));
}

/// Run `test` on a runtime with so many worker threads, in real time. The test
/// itself runs on none of them; what it spawns does.
pub fn on_workers<F>(workers: usize, test: F)
where
    F: AsyncFnOnce(),
{
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(workers);
    let watched = Watched::Call("the test".to_owned());
    run(&mut builder, watched, Box::pin(test()));
}

fn run(builder: &mut Builder, watched: Watched, test: Pin<Box<dyn Future<Output = ()> + '_>>) {
    let runtime = match builder.enable_all().build() {
        Ok(runtime) => Left(Some(runtime)),
        Err(error) => none_left("runtime", &error),
    };
    let _watchdog = Watchdog::start(watched, PATIENCE);
    if let Some(runtime) = &runtime.0 {
        runtime.block_on(test);
    }
}

/// A runtime that is left without waiting for its blocking threads, which may
/// never end.
struct Left(Option<Runtime>);

impl Drop for Left {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::{Kind, equal};
    use std::thread;
    use tokio::runtime::{Handle, RuntimeFlavor};
    use tokio::task::spawn_blocking;
    use tokio::time::sleep;

    #[test]
    fn a_test_runs_where_timers_and_threads_work() {
        accepts(|| {
            real_time(async || {
                sleep(ms(1)).await;
                let other = spawn_blocking(|| thread::current().id()).await;
                assert_ne!(other.ok(), Some(thread::current().id()));
                let flavor = Handle::current().runtime_flavor();
                equal("the runtime", flavor, RuntimeFlavor::CurrentThread);
            });
        });
        accepts(|| {
            on_workers(2, async || {
                let workers = Handle::current().metrics().num_workers();
                equal("the number of workers", workers, 2);
            });
        });
    }

    #[test]
    fn a_refusal_leaves_the_runtime_though_a_thread_of_it_never_ends() {
        refuses(Kind::WrongResult, "the sum is 3", || {
            real_time(async || {
                let (tell, told) = std::sync::mpsc::channel::<()>();
                drop(spawn_blocking(move || told.recv().is_ok()));
                std::mem::forget(tell);
                equal("the sum", 3, 4);
            });
        });
    }
}
