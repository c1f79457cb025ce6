//! What a test told before it called the answer, and what came of it: compared
//! here, where no answer can write.

use report::{Finding, Kind, Message, Promises, Reply, SpanId};
use std::collections::{BTreeMap, BTreeSet};

/// More than any honest test expects.
const MOST: usize = 10_000;

/// What a test expects, and what of it was seen from here.
#[derive(Default)]
pub(super) struct Expectations {
    /// What they are, and what they have to be.
    open: BTreeMap<u64, (String, String)>,
    /// Those that have come.
    come: BTreeSet<u64>,
    /// The pieces of work that are under way.
    under_way: BTreeSet<SpanId>,
    /// The most that ever were.
    peak: usize,
    /// What the test holds the answer to.
    promises: Promises,
    /// The first that was not what it had to be.
    broken: Option<Finding>,
    /// Something was told that our harness does not tell.
    is_odd: bool,
}

impl Expectations {
    /// `what` will have to be `value`. What was told first counts.
    pub(super) fn expect(&mut self, number: u64, what: String, value: String) {
        let is_known = self.open.contains_key(&number) || self.come.contains(&number);
        if is_known || self.come.len() + self.open.len() >= MOST {
            self.is_odd = true;
        } else {
            self.open.insert(number, (what, value));
        }
    }

    /// It has come to `got`.
    pub(super) fn compare(&mut self, number: u64, got: String) -> Reply {
        let Some((what, want)) = self.open.remove(&number) else {
            self.is_odd = true;
            let want = String::new();
            return Reply::Differs { number, want };
        };
        self.come.insert(number);
        if got == want {
            return Reply::Same { number };
        }
        let finding = Finding {
            kind: Kind::WrongResult,
            observed: format!("{what} is {got}, expected {want}"),
            promised: self
                .promises
                .broken_by(Kind::WrongResult)
                .map(str::to_owned),
            meaning: "the result is not what the exercise asks for".to_owned(),
            look_at: "the example and the comment above the function".to_owned(),
            location: None,
        };
        self.broken.get_or_insert(finding);
        Reply::Differs { number, want }
    }

    /// A piece of work began or ended, or a promise was named.
    pub(super) fn see(&mut self, message: &Message) {
        if let Message::SpanStarted { id, .. } = message {
            self.under_way.insert(*id);
            self.peak = self.peak.max(self.under_way.len());
        } else if let Message::SpanEnded { id, .. } = message {
            self.under_way.remove(id);
        } else if let Message::Promised { text, against } = message {
            self.promises.name(text.clone(), *against);
        }
    }

    /// So many pieces were under way at once, says the test.
    pub(super) fn overlapped(&mut self, pieces: usize) {
        let peak = self.peak;
        let finding = Finding {
            kind: Kind::NotConcurrent,
            observed: format!("at most {peak} of {pieces} calls were under way at once"),
            promised: self
                .promises
                .broken_by(Kind::NotConcurrent)
                .map(str::to_owned),
            meaning: "the journal says otherwise, but that is not what was seen".to_owned(),
            look_at: "when does each call begin, and what has to be over before that?".to_owned(),
            location: None,
        };
        if peak < pieces {
            self.broken.get_or_insert(finding);
        }
    }

    /// Whether each has come, and was what it had to be.
    pub(super) fn are_met(&self) -> bool {
        self.open.is_empty() && self.broken.is_none() && !self.is_odd
    }

    /// What to say of the first that was not.
    pub(super) fn broken(self) -> Option<Finding> {
        self.broken
    }
}
