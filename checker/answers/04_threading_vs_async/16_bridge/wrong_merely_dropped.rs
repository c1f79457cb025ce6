// refused: panicked — dropped in async code, the runtime waits for its threads

use std::io;
use tokio::runtime::{Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge(Runtime);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self(Runtime::new()?))
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if Handle::try_current().is_ok() {
            return Err(InsideRuntime);
        }
        Ok(self.0.block_on(future))
    }
}

fn main() {}
