// refused: panicked — it remembers where it was made, and not where it is called

use std::io;
use tokio::runtime::{Builder, Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge {
    runtime: Option<Runtime>,
    inside: bool,
}

impl Bridge {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            runtime: Some(Builder::new_current_thread().enable_all().build()?),
            inside: Handle::try_current().is_ok(),
        })
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if self.inside {
            return Err(InsideRuntime);
        }
        Ok(self.runtime.as_ref().unwrap().block_on(future))
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }
}

fn main() {}
