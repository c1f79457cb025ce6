// refused: panicked — inside of a runtime it wants to block in place

use std::io;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::block_in_place;

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
        match Handle::try_current() {
            Ok(_) => Ok(block_in_place(|| runtime.block_on(future))),
            Err(_) => Ok(runtime.block_on(future)),
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

fn main() {}
