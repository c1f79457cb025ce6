// refused: wrong-thread — a new runtime for each call

use std::io;
use tokio::runtime::{Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

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
        Ok(Runtime::new().unwrap().block_on(future))
    }
}

fn main() {}
