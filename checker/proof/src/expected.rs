//! What the checker is told before the answer is called, and compares by itself.

use crate::clip::clip;
use crate::refusal::{differs, is_known};
use crate::{ask, channel};
use report::Message;
use std::fmt::{self, Debug, Write};
use std::hash::{DefaultHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// So much of a value is told, to be shown from where it differs.
const LONGEST_TOLD: usize = 8_000;

static NUMBERS: AtomicU64 = AtomicU64::new(1);

/// A value that the checker waits for: see [`expected`].
#[must_use = "a value that is expected has to come, or the test does not pass"]
#[derive(Debug)]
pub struct Expected {
    number: u64,
    what: String,
    /// Where no checker is there to know it.
    own: Option<String>,
}

/// `what` will have to be `want`. Say so before the answer is called: the checker
/// is told now, and compares by itself what [`Expected::is`] is given later. So
/// an answer that writes where it must not gains nothing by it, neither with what
/// is computed from what it is lent, nor with what is lent and must stay as it is:
///
/// ```
/// # use proof::expected;
/// # mod answer { pub fn sum(numbers: &[u64]) -> u64 { numbers.iter().sum() } }
/// # fn drawn() -> Vec<u64> { vec![3, 4] }
/// let numbers = drawn();
/// let sum = expected("the sum", numbers.iter().sum::<u64>());
/// let lent = expected("the list of numbers after the call", &numbers);
/// sum.is(answer::sum(&numbers));
/// lent.is(&numbers);
/// ```
///
/// Values are compared as `Debug` shows them: nothing whose order is left to
/// chance, such as a `HashMap`.
pub fn expected<W: Debug>(what: &str, want: W) -> Expected {
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let value = in_short(&want);
    let own = (!channel::is_there()).then(|| value.clone());
    let what = what.to_owned();
    channel::send(&Message::Expected {
        number,
        what: what.clone(),
        value,
    });
    Expected { number, what, own }
}

impl Expected {
    /// It has come to `got`; if that is not what was expected, the answer is
    /// refused.
    ///
    /// A type of the answer's own is refused: its `Debug` could say anything.
    pub fn is<G: Debug>(self, got: G) {
        is_known::<G>(&self.what);
        let got = in_short(&got);
        let want = match self.own {
            Some(own) => Some(own).filter(|own| *own != got),
            // Nobody to tell means that nobody hears of a pass either.
            None => ask::compare(self.number, got.clone()).flatten(),
        };
        if let Some(want) = want {
            differs(&self.what, &got, &want);
        }
    }
}

/// A value as it is shown, and all of it counts: what is too long to be told is
/// told apart by a hash.
fn in_short(value: &dyn Debug) -> String {
    let shown = clip(format_args!("{value:?}"), LONGEST_TOLD);
    let mut whole = Whole::default();
    // An error of a `Debug` cuts both sides off in the same place.
    let _ = write!(whole, "{value:?}");
    match whole.letters > LONGEST_TOLD {
        true => format!(
            "{shown} ({} characters, {:016x})",
            whole.letters,
            whole.hasher.finish()
        ),
        false => shown,
    }
}

/// All of a text, of which nothing is kept.
#[derive(Default)]
struct Whole {
    letters: usize,
    hasher: DefaultHasher,
}

impl Write for Whole {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.letters += part.chars().count();
        self.hasher.write(part.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use report::Kind;

    #[test]
    fn what_was_expected_before_is_compared_after() {
        accepts(|| {
            let mut numbers = [3, 4];
            let sum = expected("the sum", numbers.iter().sum::<i32>());
            numbers.fill(0);
            sum.is(7);
        });
        refuses(Kind::WrongResult, "the sum is 0, expected 7", || {
            let mut numbers = [3, 4];
            let sum = expected("the sum", numbers.iter().sum::<i32>());
            numbers.fill(0);
            sum.is(numbers.iter().sum::<i32>());
        });
    }

    #[test]
    fn what_was_lent_has_to_stay_as_it_is() {
        let words = "the list is [3, 0], expected [3, 4]";
        refuses(Kind::WrongResult, words, || {
            let mut numbers = vec![3, 4];
            let lent = expected("the list", &numbers);
            numbers[1] = 0;
            lent.is(&numbers);
        });
    }

    #[test]
    fn one_text_is_what_it_is_in_any_type() {
        accepts(|| expected("the names", ["a", "b"]).is(vec!["a".to_owned(), "b".to_owned()]));
        accepts(|| expected("the name", Some("a")).is(Some("a".to_owned())));
    }

    #[test]
    fn all_of_a_long_value_counts() {
        let long = |last: u32| (0..5_000).chain([last]).collect::<Vec<u32>>();
        assert!(in_short(&long(1)).chars().count() < 8_100);
        accepts(|| expected("the list", long(1)).is(long(1)));
        refuses(Kind::WrongResult, "the list is [0, 1, 2", || {
            expected("the list", long(1)).is(long(2));
        });
    }

    /// The crate of an answer has this name.
    mod exercise {
        #[derive(Debug)]
        pub(super) struct Liar;
    }

    #[test]
    fn a_type_that_says_itself_how_it_looks_shows_nothing() {
        refuses(Kind::WrongResult, "exercise::Liar", || {
            expected("the sum", 4).is(exercise::Liar);
        });
    }
}
