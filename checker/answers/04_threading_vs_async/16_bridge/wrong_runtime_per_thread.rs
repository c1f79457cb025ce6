// refused: wrong-thread — each thread has a runtime of its own

use std::io;
use tokio::runtime::{Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

thread_local! {
    static RUNTIME: Runtime = Runtime::new().unwrap();
}

pub struct Bridge;

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if Handle::try_current().is_ok() {
            return Err(InsideRuntime);
        }
        Ok(RUNTIME.with(|runtime| runtime.block_on(future)))
    }
}

fn main() {}
