// refused: wrong-thread — a call takes the runtime away, and another one makes its own

use std::io;
use std::sync::Mutex;
use tokio::runtime::{Builder, Handle, Runtime};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

pub struct Bridge(Mutex<Option<Runtime>>);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Self(Mutex::new(Some(runtime))))
    }

    pub fn run<F>(&self, future: F) -> Result<F::Output, InsideRuntime>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if Handle::try_current().is_ok() {
            return Err(InsideRuntime);
        }
        let taken = self.0.lock().unwrap().take();
        let make = || Builder::new_current_thread().enable_all().build();
        let runtime = taken.unwrap_or_else(|| make().unwrap());
        let output = runtime.block_on(future);
        *self.0.lock().unwrap() = Some(runtime);
        Ok(output)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0
            .get_mut()
            .unwrap()
            .take()
            .unwrap()
            .shutdown_background();
    }
}

fn main() {}
