//! The order of a run, in words and as a picture.

use super::Interleavings;
use instrument::turns::{Step, draw, with_lanes};
use report::{Finding, Kind};

/// What happened in a run, in order.
pub(super) struct Order<'a> {
    of: &'a Interleavings,
    steps: &'a [Step],
}

impl<'a> Order<'a> {
    /// A reader loses the thread after more.
    const MOST_SHOWN: usize = 16;

    pub(super) fn of(of: &'a Interleavings, steps: &'a [Step]) -> Self {
        Self { of, steps }
    }

    pub(super) fn words(&self) -> Option<String> {
        let words = self.steps.chunk_by(Step::eq).map(|same| self.said(same));
        let words: Vec<_> = words.collect();
        let cut = words.len().saturating_sub(Self::MOST_SHOWN);
        let dots = if cut > 0 { "…, " } else { "" };
        let shown = words[cut..].join(", ");
        (!words.is_empty()).then(|| format!("in this order: {dots}{shown}"))
    }

    /// What was done several times in a row is said once.
    fn said(&self, same: &[Step]) -> String {
        let step = &same[0];
        let what = with_lanes(&step.what, |who| self.of.lane(who));
        let words = format!("{} {what}", self.of.lane(step.who));
        match same.len() {
            1 => words,
            times => format!("{words} ({times} times)"),
        }
    }

    /// A panic was found before the order was known.
    pub(super) fn told(&self, finding: Finding, comes_again: bool) -> Finding {
        let mut observed = finding.observed;
        if finding.kind == Kind::Panicked
            && let Some(words) = self.words().filter(|words| !observed.contains(words))
        {
            observed = format!("{observed}; {words}");
        }
        if !comes_again {
            // Something decides that is no step.
            observed = format!("{observed} (it did not come up again in this order)");
        }
        Finding {
            observed,
            ..finding
        }
    }

    pub(super) fn draw(&self) {
        draw(self.steps, |who| self.of.lane(who));
    }
}
