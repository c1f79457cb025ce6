//! The workshop of the shop, which says what it does.

use crate::Journal;
use instrument::Recorder;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast::{self, Receiver, Sender, WeakSender};

/// The workshop, where orders are made. Whoever follows an order is told each step.
/// Clones are the same workshop.
///
/// ```
/// use lab::Workshop;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let workshop = Workshop::new();
/// let making = workshop.begin(7);
///
/// let mut steps = workshop.follow(7).expect("order 7 is being made");
/// making.says("cut");
/// assert_eq!(steps.recv().await.as_deref(), Ok("cut"));
///
/// drop(making); // it is made
/// assert!(steps.recv().await.is_err());
/// assert!(workshop.follow(7).is_none());
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Workshop {
    /// Only who makes an order keeps its followers waiting.
    orders: Arc<Mutex<BTreeMap<u32, WeakSender<String>>>>,
    recorder: Recorder,
}

/// An order that is being made, until this is dropped.
#[derive(Debug)]
pub struct Making {
    order: u32,
    steps: Sender<String>,
    recorder: Recorder,
}

impl Workshop {
    /// So many steps are kept for a follower that does not take them. When there are
    /// more, it misses the oldest.
    pub const KEPT: usize = 16;

    /// A workshop in which nothing is made yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            orders: Arc::default(),
            recorder: Recorder::new(),
        }
    }

    /// Begin to make this order.
    #[must_use = "an order that is dropped is made"]
    pub fn begin(&self, order: u32) -> Making {
        let (steps, _) = broadcast::channel(Self::KEPT);
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.retain(|_, steps| steps.strong_count() > 0);
        orders.insert(order, steps.downgrade());
        Making {
            order,
            steps,
            recorder: self.recorder.clone(),
        }
    }

    /// Follow this order: each step from now on is received, as a text. It is `Closed`
    /// when the order is made. `None` if this order is not being made.
    #[must_use]
    pub fn follow(&self, order: u32) -> Option<Receiver<String>> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let steps = orders.get(&order)?.upgrade()?;
        Some(steps.subscribe())
    }

    /// What was said: `7: cut`.
    #[must_use]
    pub fn journal(&self) -> Journal {
        self.recorder.journal()
    }
}

impl Default for Workshop {
    fn default() -> Self {
        Self::new()
    }
}

impl Making {
    /// Say a step to all that follow.
    pub fn says(&self, step: &str) {
        self.recorder
            .begin(format!("{}: {step}", self.order))
            .finish();
        // Where nobody follows, nobody hears it.
        let _ = self.steps.send(step.to_owned());
    }

    /// How many follow now.
    #[must_use]
    pub fn followers(&self) -> usize {
        self.steps.receiver_count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::broadcast::error::RecvError;

    #[tokio::test]
    async fn each_follower_is_told_each_step_until_the_order_is_made() {
        let workshop = Workshop::default();
        assert!(workshop.follow(7).is_none());
        let (seven, eight) = (workshop.begin(7), workshop.begin(8));
        seven.says("too early");
        let same = workshop.clone();
        let [mut ada, mut bob] = [0, 1].map(|_| same.follow(7).expect("it is being made"));
        assert_eq!((seven.followers(), eight.followers()), (2, 0));
        seven.says("cut");
        drop(seven);
        for follower in [&mut ada, &mut bob] {
            assert_eq!(follower.recv().await.as_deref(), Ok("cut"));
            assert_eq!(follower.recv().await, Err(RecvError::Closed));
        }
        assert!(workshop.follow(7).is_none());
        assert_eq!(workshop.journal().calls().len(), 2);
    }

    #[tokio::test]
    async fn a_follower_that_is_slow_misses_the_oldest_steps() {
        let workshop = Workshop::new();
        let making = workshop.begin(7);
        let mut steps = workshop.follow(7).expect("it is being made");
        for step in 0..Workshop::KEPT + 3 {
            making.says(&step.to_string());
        }
        assert_eq!(steps.recv().await, Err(RecvError::Lagged(3)));
        assert_eq!(steps.recv().await.as_deref(), Ok("3"));
    }

    #[test]
    fn an_order_can_be_made_again() {
        let workshop = Workshop::new();
        let first = workshop.begin(7);
        let second = workshop.begin(7);
        drop(first);
        let follower = workshop.follow(7);
        assert!(follower.is_some());
        assert_eq!(second.followers(), 1);
    }
}
