// refused: wrong-result — `new` makes nothing, and so has no error to return

use std::io;
use std::sync::OnceLock;
use tokio::runtime::{Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge(OnceLock<Runtime>);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self(OnceLock::new()))
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if Handle::try_current().is_ok() {
            return Err(InsideRuntime);
        }
        Ok(self
            .0
            .get_or_init(|| Runtime::new().unwrap())
            .block_on(future))
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn main() {}
