// accepted: the executor owns the tasks; a waker only knows a number

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

type Future_ = Pin<Box<dyn Future<Output = ()> + Send>>;

#[derive(Clone, Default)]
pub struct Executor {
    tasks: Arc<Mutex<BTreeMap<u64, Future_>>>,
    ready: Arc<Ready>,
    next: Arc<Mutex<u64>>,
}

#[derive(Default)]
struct Ready {
    numbers: Mutex<VecDeque<u64>>,
    news: Condvar,
}

struct Number {
    number: u64,
    ready: Arc<Ready>,
}

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        let mut numbers = self.ready.numbers.lock().unwrap();
        if !numbers.contains(&self.number) {
            numbers.push_back(self.number);
            self.ready.news.notify_one();
        }
    }
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let number = {
            let mut next = self.next.lock().unwrap();
            *next += 1;
            *next
        };
        self.tasks.lock().unwrap().insert(number, Box::pin(future));
        self.waker(number).wake();
    }

    pub fn run(&self) {
        loop {
            let mut numbers = self.ready.numbers.lock().unwrap();
            while numbers.is_empty() {
                if self.tasks.lock().unwrap().is_empty() {
                    return;
                }
                numbers = self.ready.news.wait(numbers).unwrap();
            }
            let number = numbers.pop_front().unwrap();
            drop(numbers);
            let task = self.tasks.lock().unwrap().remove(&number);
            let Some(mut task) = task else {
                continue;
            };
            let waker = self.waker(number);
            let pending = task
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending();
            if pending {
                self.tasks.lock().unwrap().insert(number, task);
            }
        }
    }

    fn waker(&self, number: u64) -> Waker {
        let ready = self.ready.clone();
        Arc::new(Number { number, ready }).into()
    }
}

fn main() {}
