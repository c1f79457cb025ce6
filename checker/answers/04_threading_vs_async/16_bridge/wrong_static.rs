// refused: leaks — a runtime of the whole program, which never ends

use std::io;
use std::sync::OnceLock;
use tokio::runtime::{Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

pub struct Bridge;

impl Bridge {
    pub fn new() -> io::Result<Self> {
        if RUNTIME.get().is_none() {
            let _ = RUNTIME.set(Runtime::new()?);
        }
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
        Ok(RUNTIME.get().unwrap().block_on(future))
    }
}

fn main() {}
