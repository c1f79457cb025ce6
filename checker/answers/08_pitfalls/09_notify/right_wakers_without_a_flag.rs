// accepted: by hand, without a flag: each poll leaves its waker first, and looks then

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Mutex;
use std::task::{Poll, Waker};

pub struct Gate {
    is_open: Box<dyn Fn() -> bool + Send + Sync>,
    waiting: Mutex<Waiting>,
}

impl Gate {
    pub fn new(is_open: Box<dyn Fn() -> bool + Send + Sync>) -> Self {
        Self {
            is_open,
            waiting: Mutex::default(),
        }
    }

    pub fn was_opened(&self) {
        let mut waiting = self.waiting.lock().unwrap();
        let wakers = std::mem::take(&mut waiting.wakers);
        drop(waiting);
        wakers.into_values().for_each(Waker::wake);
    }

    pub async fn wait_until_open(&self, greet: impl AsyncFnOnce()) {
        if (self.is_open)() {
            return;
        }
        greet().await;
        let key = {
            let mut waiting = self.waiting.lock().unwrap();
            waiting.next += 1;
            waiting.next
        };
        let _place = Place { gate: self, key };
        poll_fn(|cx| {
            let mut waiting = self.waiting.lock().unwrap();
            waiting.wakers.insert(key, cx.waker().clone());
            drop(waiting);
            if (self.is_open)() {
                return Poll::Ready(());
            }
            Poll::Pending
        })
        .await;
    }
}

#[derive(Default)]
struct Waiting {
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

struct Place<'a> {
    gate: &'a Gate,
    key: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiting = self.gate.waiting.lock().unwrap();
        waiting.wakers.remove(&self.key);
    }
}

fn main() {}
