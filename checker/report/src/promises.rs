//! What a test holds an answer to, in words of the exercise.

use crate::Kind;

/// The promises that a test named so far. Later ones replace those of the same
/// kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Promises {
    current: Option<String>,
    against: Vec<(Kind, String)>,
}

impl Promises {
    /// Nothing was promised yet.
    pub const NONE: Self = Self {
        current: None,
        against: Vec::new(),
    };

    /// From now on the test holds the answer to `text`; with a kind, findings of
    /// that kind break it, whatever else the test is about.
    pub fn name(&mut self, text: String, against: Option<Kind>) {
        let Some(kind) = against else {
            self.current = Some(text);
            return;
        };
        self.against.retain(|(known, _)| *known != kind);
        self.against.push((kind, text));
    }

    /// The promise that a finding of this kind breaks. What is forbidden, or was
    /// never run, breaks none that a test names by the way.
    #[must_use]
    pub fn broken_by(&self, kind: Kind) -> Option<&str> {
        let text = match kind {
            Kind::DoesNotCompile
            | Kind::Forbidden
            | Kind::FloodsOutput
            | Kind::OwnTestFails
            | Kind::TestsMissing
            | Kind::Flaky => None,
            Kind::WrongResult
            | Kind::NotStarted
            | Kind::NotConcurrent
            | Kind::TooConcurrent
            | Kind::Late
            | Kind::TooEarly
            | Kind::WrongThread
            | Kind::DataRace
            | Kind::BlocksRuntime
            | Kind::BusyWaits
            | Kind::Leaks
            | Kind::Hangs
            | Kind::Panicked
            | Kind::Crashed
            | Kind::ExitedEarly => self.current.as_ref(),
        };
        self.against(kind).or(text.map(String::as_str))
    }

    /// The promise that was named for findings of this kind.
    #[must_use]
    pub fn against(&self, kind: Kind) -> Option<&str> {
        let special = self.against.iter().find(|(known, _)| *known == kind);
        special.map(|(_, text)| text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_for_a_kind_goes_before_the_current_one() {
        let mut promises = Promises::NONE;
        assert_eq!(promises.broken_by(Kind::Hangs), None);
        promises.name("It returns.".into(), None);
        promises.name("No thread is blocked.".into(), Some(Kind::BlocksRuntime));
        promises.name("It returns the sum.".into(), None);
        let broken = |kind| promises.broken_by(kind);
        assert_eq!(broken(Kind::WrongResult), Some("It returns the sum."));
        assert_eq!(broken(Kind::BlocksRuntime), Some("No thread is blocked."));
        assert_eq!(broken(Kind::Forbidden), None);
        assert_eq!(promises.against(Kind::WrongResult), None);
    }

    #[test]
    fn a_later_promise_replaces_that_of_its_kind() {
        let mut promises = Promises::NONE;
        for text in ["It ends.", "All threads end."] {
            promises.name(text.into(), Some(Kind::Leaks));
        }
        assert_eq!(promises.broken_by(Kind::Leaks), Some("All threads end."));
    }
}
