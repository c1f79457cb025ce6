// refused: wrong-result — it tries, and takes each panic for one of tokio

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::runtime::{Builder, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge(Option<Runtime>);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self(Some(
            Builder::new_current_thread().enable_all().build()?,
        )))
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let runtime = self.0.as_ref().unwrap();
        catch_unwind(AssertUnwindSafe(|| runtime.block_on(future))).map_err(|_| InsideRuntime)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

fn main() {}
