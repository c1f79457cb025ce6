// accepted: it asks tokio whether this thread may block, and hears of a panic

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::runtime::{Builder, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge(Option<Runtime>);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self(Some(
            Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?,
        )))
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let runtime = self.0.as_ref().unwrap();
        let tries = || runtime.block_on(async {});
        if catch_unwind(AssertUnwindSafe(tries)).is_err() {
            return Err(InsideRuntime);
        }
        Ok(self.0.as_ref().unwrap().block_on(future))
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

fn main() {}
