// refused: late — the worker sleeps before it runs a future

use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};

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
        if Handle::try_current().is_ok() {
            return Err(InsideRuntime);
        }
        let (done, output) = mpsc::channel();
        self.0.as_ref().unwrap().spawn(async move {
            thread::sleep(Duration::from_millis(300));
            let _ = done.send(future.await);
        });
        Ok(output.recv().unwrap())
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

fn main() {}
