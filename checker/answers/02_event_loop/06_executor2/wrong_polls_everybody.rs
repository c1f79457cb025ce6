// refused: busy-waits — whenever somebody is woken, all tasks are polled

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

#[derive(Clone, Default)]
pub struct Executor {
    tasks: Arc<Mutex<Vec<Task>>>,
    signal: Arc<Signal>,
}

#[derive(Default)]
struct Signal {
    woken: Mutex<bool>,
    news: Condvar,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.news.notify_one();
    }
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.tasks.lock().unwrap().push(Box::pin(future));
        self.signal.clone().wake();
    }

    pub fn run(&self) {
        let waker = Waker::from(self.signal.clone());
        let mut context = Context::from_waker(&waker);
        let mut tasks: Vec<Task> = Vec::new();
        loop {
            tasks.append(&mut self.tasks.lock().unwrap());
            if tasks.is_empty() {
                return;
            }
            let mut woken = self.signal.woken.lock().unwrap();
            while !*woken {
                woken = self.signal.news.wait(woken).unwrap();
            }
            *woken = false;
            drop(woken);
            tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        }
    }
}

fn main() {}
