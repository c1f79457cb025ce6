//! Refusing an answer, and what a test can say about it beforehand.

use crate::channel;
use crate::clip::clip;
use crate::{observer, promise};
use report::{Finding, Kind, difference};
use std::any::type_name;
use std::fmt::Debug;
use std::panic::resume_unwind;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a refused test unwinds with. The panic hook never sees it.
pub(crate) struct Refused;

static WORDS: Mutex<Words> = Mutex::new(Words::NONE);

struct Words {
    look_at: Option<String>,
    if_it_hangs: Option<String>,
    /// What an instrument did before, and a finding has to say.
    before: Option<String>,
}

impl Words {
    const NONE: Self = Self {
        look_at: None,
        if_it_hangs: None,
        before: None,
    };
}

/// Refuse the answer and leave the test. It is said at once, so that code which
/// catches the unwinding gains nothing.
pub fn refuse(finding: Finding) -> ! {
    channel::record(finding);
    leave()
}

/// Leave the test: the answer is refused already.
pub(crate) fn give_up() -> ! {
    leave()
}

/// What is dropped on the way out did not end by itself, and is drawn as open.
fn leave() -> ! {
    if !channel::is_attempt() {
        observer::freeze();
    }
    // Not a panic: the hook has nothing to add.
    resume_unwind(Box::new(Refused))
}

/// Refuse the answer and go on: for code that runs inside of the answer's own
/// threads and tasks, where unwinding would change what is seen next.
pub fn found(finding: Finding) {
    channel::record(finding);
}

/// Where a learner should look if this test refuses the answer, from now on: for
/// what breaks the current promise, not for what another promise is named for, of
/// which the instrument knows more. It asks or points, and never contains the answer.
pub fn look_at(text: &str) {
    words().look_at = Some(text.to_owned());
}

/// What it means if this test hangs, from now on: `a sender is still alive, so
/// the receiver waits for more`.
pub fn if_it_hangs(meaning: &str) {
    words().if_it_hangs = Some(meaning.to_owned());
}

/// A line worth showing with the verdict, such as a measured number.
pub fn note(text: &str) {
    channel::note(text);
}

/// `what` is what it has to be: `equal("the name", profile.name, "Ada")`.
///
/// A type of the answer's own is refused: its `==` could say anything. Compare
/// what is in it, or what it is matched to. What `want` is made of has to be in
/// the text of the test: what is computed goes through [`crate::expected`].
#[track_caller]
pub fn equal<G, W>(what: &str, got: G, want: W)
where
    G: PartialEq<W> + Debug,
    W: Debug,
{
    is_known::<G>(what);
    if got != want {
        differs(what, &whole(&got), &whole(&want));
    }
}

/// Refuse a type of the answer's.
pub(crate) fn is_known<G>(what: &str) {
    if is_the_answers(type_name::<G>()) {
        refuse(own_type(what, type_name::<G>()));
    }
}

/// Whether a type is made of one that is declared in the answer, whose crate
/// has this name whatever the exercise is.
fn is_the_answers(name: &str) -> bool {
    name.contains("exercise::")
}

fn own_type(what: &str, name: &str) -> Finding {
    finding(
        Kind::WrongResult,
        format!("{what} has a type that the answer declares: `{name}`"),
        "such a type decides itself what it is equal to, so that comparing it shows nothing",
        "the signature of the function as it was shipped",
    )
}

/// Refuse a value that is not what was wanted.
pub(crate) fn differs(what: &str, got: &str, want: &str) -> ! {
    refuse(finding(
        Kind::WrongResult,
        difference(what, got, want),
        "the result is not what the exercise asks for",
        "",
    ))
}

/// Something that has to be so is so; if not, `observed` says what was seen and
/// `meaning` what that means.
pub fn holds(condition: bool, kind: Kind, observed: &str, meaning: &str) {
    if !condition {
        refuse(finding(
            kind,
            observed.to_owned(),
            meaning,
            // The promise says what is asked for; the cause is not known.
            "",
        ));
    }
}

/// A finding of an instrument. The test's own [`look_at`] goes first, unless what was
/// found is not what the test is about.
pub(crate) fn finding(kind: Kind, observed: String, meaning: &str, look: &str) -> Finding {
    let words = words();
    let own = words.look_at.as_deref();
    let beside = promise::is_beside_the_test(kind) && !look.is_empty();
    Finding {
        kind,
        observed: match &words.before {
            Some(before) => format!("{observed}; {before}"),
            None => observed,
        },
        promised: promise::broken_by(kind),
        meaning: meaning.to_owned(),
        look_at: own.filter(|_| !beside).unwrap_or(look).to_owned(),
        location: None,
    }
}

/// What each finding has to say of what was done before, from now on.
pub(crate) fn happened_before(what: Option<String>) {
    words().before = what;
}

/// A finding about a hang; the test's own [`if_it_hangs`] goes first.
pub(crate) fn hang(kind: Kind, observed: String, meaning: &str, look: &str) -> Finding {
    let own = words().if_it_hangs.clone();
    finding(kind, observed, own.as_deref().unwrap_or(meaning), look)
}

/// A value as a finding shows it.
pub(crate) fn shown(value: &dyn Debug) -> String {
    const LONGEST: usize = 300;
    clip(format_args!("{value:?}"), LONGEST)
}

/// A value of which only the place is shown where it differs from another one.
fn whole(value: &dyn Debug) -> String {
    const LONGEST: usize = 200_000;
    clip(format_args!("{value:?}"), LONGEST)
}

fn words() -> MutexGuard<'static, Words> {
    WORDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What `instrument` found, one caller at a time: findings are the process's.
#[cfg(any(test, feature = "testing"))]
pub fn findings_of(instrument: impl FnOnce()) -> Vec<Finding> {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    crate::observer::install();
    channel::take_findings();
    let outcome = catch_unwind(AssertUnwindSafe(instrument));
    crate::obligation::find_an_open_one();
    let findings = channel::take_findings();
    *words() = Words::NONE;
    crate::never_blocks::forget();
    promise::forget();
    if let Err(payload) = outcome
        && !payload.is::<Refused>()
    {
        resume_unwind(payload);
    }
    findings
}

/// That each part of a finding is a phrase, to which the reporter gives a
/// beginning and an end.
#[cfg(any(test, feature = "testing"))]
#[track_caller]
pub fn is_in_voice(finding: &Finding) {
    for (part, may_be_empty) in [
        (&finding.observed, false),
        (&finding.meaning, false),
        (&finding.look_at, true),
    ] {
        let begins_a_sentence = part.starts_with(char::is_uppercase);
        let ends_one = part.ends_with(['.', '!']);
        assert!(
            !begins_a_sentence && !ends_one && (may_be_empty || !part.is_empty()),
            "{part}"
        );
    }
}

/// That `instrument` refuses with exactly one finding of this kind, whose
/// observation contains `observed`.
#[cfg(any(test, feature = "testing"))]
#[track_caller]
pub fn refuses(kind: Kind, observed: &str, instrument: impl FnOnce()) {
    let findings = findings_of(instrument);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].kind, kind, "{findings:?}");
    assert!(findings[0].observed.contains(observed), "{findings:?}");
    is_in_voice(&findings[0]);
}

/// That `instrument` finds nothing.
#[cfg(any(test, feature = "testing"))]
#[track_caller]
pub fn accepts(instrument: impl FnOnce()) {
    assert_eq!(findings_of(instrument), []);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_shown_beside_the_right_one() {
        refuses(Kind::WrongResult, "the sum is 3, expected 4", || {
            equal("the sum", 3, 4);
        });
        accepts(|| equal("the names", vec!["a".to_owned()], ["a"]));
    }

    /// The crate of an answer has this name.
    mod exercise {
        #[derive(Debug)]
        pub(super) struct Liar;

        impl PartialEq<u64> for Liar {
            fn eq(&self, _: &u64) -> bool {
                true
            }
        }
    }

    #[test]
    fn a_type_that_says_itself_what_it_is_equal_to_shows_nothing() {
        refuses(Kind::WrongResult, "a type that the answer declares", || {
            equal("the sum", exercise::Liar, 4_u64);
        });
        refuses(Kind::WrongResult, "exercise::Liar", || {
            equal("the sums", vec![exercise::Liar], [4_u64]);
        });
    }

    #[test]
    fn the_words_of_the_test_go_first() {
        let findings = findings_of(|| {
            look_at("the second `await`");
            equal("the sum", 3, 4);
        });
        assert_eq!(findings[0].look_at, "the second `await`");
        let findings = findings_of(|| {
            if_it_hangs("the sender is still alive");
            refuse(hang(Kind::Hangs, "it hangs".to_owned(), "…", "…"));
        });
        assert_eq!(findings[0].meaning, "the sender is still alive");
    }

    #[test]
    fn beside_the_promise_of_the_test_the_instrument_knows_where_to_look() {
        let beside = || {
            finding(
                Kind::BlocksRuntime,
                "it slept".to_owned(),
                "…",
                "which call",
            )
        };
        let findings = findings_of(|| {
            look_at("the second `await`");
            found(beside());
            promise::promise_against(Kind::BlocksRuntime, "No thread is blocked meanwhile.");
            found(beside());
            holds(false, Kind::BlocksRuntime, "it slept", "");
        });
        let looks: Vec<_> = findings
            .iter()
            .map(|found| found.look_at.as_str())
            .collect();
        assert_eq!(
            looks,
            ["the second `await`", "which call", "the second `await`"]
        );
    }

    #[test]
    fn what_has_to_be_so_is_so() {
        refuses(Kind::Leaks, "the file is open", || {
            holds(false, Kind::Leaks, "the file is open", "nobody closed it");
        });
        accepts(|| holds(true, Kind::Leaks, "", ""));
    }

    #[test]
    fn what_was_found_lets_the_test_go_on() {
        let mut went_on = false;
        let missing = || finding(Kind::WrongResult, "it is lost".to_owned(), "…", "…");
        refuses(Kind::WrongResult, "it is lost", || {
            found(missing());
            went_on = true;
        });
        assert!(went_on);
    }

    #[test]
    fn a_test_that_writes_sentences_is_corrected() {
        let findings = findings_of(|| {
            look_at("where does a line end? They go on listening after it. ");
            equal("the sum", 3, 4);
        });
        let look_at = &findings[0].look_at;
        assert_eq!(
            look_at,
            "where does a line end? They go on listening after it"
        );
    }

    #[test]
    fn nobody_reads_a_long_value_or_many_findings() {
        let findings = findings_of(|| equal("the text", "tea".repeat(10_000), "tea"));
        assert!(findings[0].observed.len() < 400, "{findings:?}");
        let many = findings_of(|| {
            for _ in 0..100 {
                let long = "tea".repeat(10_000);
                found(finding(Kind::WrongResult, long, "…", "…"));
            }
        });
        assert_eq!(many.len(), 16);
        assert!(many[15].observed.chars().count() <= 2_001);
    }
}
