// refused: wrong-result — whoever comes second is sent away

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
        match self.0.try_lock() {
            Ok(runtime) if Handle::try_current().is_err() => {
                Ok(runtime.as_ref().unwrap().block_on(future))
            }
            _ => Err(InsideRuntime),
        }
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
