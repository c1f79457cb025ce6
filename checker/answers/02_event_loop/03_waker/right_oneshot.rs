// accepted: a channel of the library, with a sender that is used up

use futures::channel::oneshot::{Receiver, Sender, channel};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

#[derive(Clone)]
pub struct Event {
    ends: Arc<Mutex<(Option<Sender<()>>, Option<Receiver<()>>)>>,
}

pub struct EventFuture {
    happened: Receiver<()>,
}

impl Event {
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        let ends = Arc::new(Mutex::new((Some(sender), Some(receiver))));
        Self { ends }
    }

    pub fn wait(&self) -> EventFuture {
        let happened = self.ends.lock().unwrap().1.take();
        let happened = happened.expect("there is at most one future");
        EventFuture { happened }
    }

    pub fn set(&self) {
        let sender = self.ends.lock().unwrap().0.take();
        if let Some(sender) = sender {
            let _ = sender.send(());
        }
    }
}

impl Future for EventFuture {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.happened).poll(context).map(|_| ())
    }
}

fn main() {}
