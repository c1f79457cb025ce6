// refused: panicked — it looks only for its own runtime

use std::io;
use tokio::runtime::{Builder, Handle, Runtime};

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
        match Handle::try_current() {
            Ok(current) if current.id() == runtime.handle().id() => Err(InsideRuntime),
            _ => Ok(runtime.block_on(future)),
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

fn main() {}
