//! Work that a hidden test hands to the exercise, and watches.

use instrument::{Activity, Call, Journal, Recorder};
use std::ops::Deref;
use std::time::Duration;
use tokio::time::sleep;

/// A gauge, a ledger and a drop ledger in one: work that is begun here is
/// counted and written down, and [`crate::Claims`] are made about it. Clones
/// share one journal.
#[derive(Debug, Clone)]
pub struct Work {
    recorder: Recorder,
    journal: Journal,
}

impl Default for Work {
    fn default() -> Self {
        Self::new()
    }
}

impl Work {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new() -> Self {
        let recorder = Recorder::new();
        let journal = recorder.journal();
        Self { recorder, journal }
    }

    /// `item` is under way until [`Call::finish`]; dropped before that, it was
    /// cancelled.
    #[must_use = "a call that is dropped was cancelled"]
    pub fn begin(&self, item: &str) -> Call {
        self.recorder.begin(item)
    }

    /// Something that happens at a moment.
    pub fn mark(&self, item: &str) {
        self.recorder.begin(item).finish();
    }

    /// A future that is `item`, and takes so long. It begins with its first
    /// poll.
    pub fn takes(&self, item: &str, time: Duration) -> impl Future<Output = ()> + Send + 'static {
        let recorder = self.recorder.clone().doing(Activity::Waiting);
        let item = item.to_owned();
        async move {
            let call = recorder.begin(item);
            sleep(time).await;
            call.finish();
        }
    }

    /// For services of `lab` that are to write to this journal.
    #[must_use]
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }
}

impl Deref for Work {
    type Target = Journal;

    fn deref(&self) -> &Journal {
        &self.journal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::accepts;
    use crate::{Claims, virtual_time};
    use instrument::world::Recorded;
    use lab::{Mirror, ms};

    #[test]
    fn a_future_begins_with_its_first_poll() {
        accepts(|| {
            virtual_time(async |clock| {
                let work = Work::new();
                let slow = work.takes("slow", ms(10));
                work.calls_are(&[]);
                slow.await;
                work.happened(&["start slow", "end slow"]);
                clock.ends_at(ms(10), "the work");
            });
        });
    }

    #[test]
    fn clones_and_services_can_write_to_one_journal() {
        accepts(|| {
            virtual_time(async |_| {
                let work = Work::default();
                work.clone().mark("begin");
                let oslo = Mirror::up("oslo", "", ms(1)).recorded_by(work.recorder());
                assert!(oslo.download().await.is_ok());
                work.calls_are(&["begin", "mirror oslo"]);
            });
        });
    }
}
