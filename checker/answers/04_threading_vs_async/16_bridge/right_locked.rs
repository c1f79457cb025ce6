// accepted: one call after another

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
        let runtime = self.0.lock().unwrap();
        Ok(runtime.as_ref().unwrap().block_on(future))
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
