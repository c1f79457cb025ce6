// accepted: a thread of its own, and a task for each call

use std::io;
use std::pin::Pin;
use std::sync::mpsc;
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

#[derive(Debug, PartialEq, Eq)]
pub struct InsideRuntime;

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

pub struct Bridge(UnboundedSender<Job>);

impl Bridge {
    pub fn new() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (sender, mut jobs) = unbounded_channel::<Job>();
        thread::spawn(move || {
            runtime.block_on(async {
                while let Some(job) = jobs.recv().await {
                    tokio::spawn(job);
                }
            });
        });
        Ok(Self(sender))
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
        let job = async move {
            let _ = done.send(future.await);
        };
        self.0.send(Box::pin(job)).ok().unwrap();
        Ok(output.recv().unwrap())
    }
}

fn main() {}
