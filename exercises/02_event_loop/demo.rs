// Polled, woken, polled again. This is an executor in thirty lines, and two orders that
// it makes progress with on one thread. A poll is short: the future looks whether its
// order is ready, and if not, leaves its waker with the kitchen and says `Pending`. Then
// nobody asks again until the kitchen wakes it. Look at the gaps: the executor sleeps in
// them, and each order is polled twice, however long it takes.
//
// `workbook demo 2` draws it while it runs. Change something, and run it again.

use lab::{demo, ms};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake};
use std::thread;
use std::time::Duration;

/// An order that the kitchen makes, on a thread of its own.
struct Order {
    name: &'static str,
    takes: Duration,
    begun: bool,
    ready: Arc<AtomicBool>,
}

impl Future for Order {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        demo::compute(&format!("poll {}", self.name), ms(15));
        if self.ready.load(Ordering::SeqCst) {
            return Poll::Ready(self.name);
        }
        // It is polled again only when it was woken, so it is not begun twice.
        if !std::mem::replace(&mut self.begun, true) {
            let (name, takes) = (self.name, self.takes);
            let (ready, waker) = (Arc::clone(&self.ready), cx.waker().clone());
            thread::spawn(move || {
                demo::ask(&format!("make {name}"), takes);
                ready.store(true, Ordering::SeqCst);
                waker.wake();
            });
        }
        Poll::Pending
    }
}

/// A task is a future, and the queue that it gets into when it is woken.
struct Task {
    future: Mutex<Pin<Box<dyn Future<Output = &'static str> + Send>>>,
    queue: Sender<Arc<Task>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let _ = self.queue.send(Arc::clone(&self));
    }
}

pub fn main() {
    let (queue, ready) = channel();
    for (name, takes) in [("tea", ms(400)), ("cake", ms(700))] {
        let ready = Arc::default();
        let order = Order {
            name,
            takes,
            begun: false,
            ready,
        };
        let future = Mutex::new(Box::pin(order) as Pin<Box<_>>);
        let task = Task {
            future,
            queue: queue.clone(),
        };
        Arc::new(task).wake();
    }
    // When the last task is gone, so is the last sender, and the loop ends.
    drop(queue);
    for task in ready {
        let waker = Arc::clone(&task).into();
        let mut future = task.future.lock().unwrap();
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(name) => println!("{name}: ready"),
            Poll::Pending => println!("not ready yet; somebody will wake it"),
        }
    }
}
