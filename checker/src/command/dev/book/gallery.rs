//! Which wrong answers are shown, and what is wrong with each.

use super::markdown::header;
use crate::command::dev::answers;
use crate::command::dev::trial::{Expect, Trial};
use crate::course::Course;
use crate::files;
use anyhow::Context;
use report::Kind;

/// So many of an exercise are enough to learn from.
pub(super) const MOST: usize = 5;

/// A wrong answer.
pub(super) struct Mistake {
    pub(super) trial: Trial,
    pub(super) kind: Kind,
    /// `each task is awaited before the next is started`
    pub(super) what: String,
    /// Its text, without the comment that says what is wrong.
    pub(super) source: String,
    /// Names it within its page.
    pub(super) anchor: String,
}

/// The wrong answers of an exercise that are shown, those with different findings first, and
/// how many there are.
///
/// # Errors
///
/// When one cannot be read.
pub(super) fn mistakes(course: &Course, exercise: usize) -> anyhow::Result<(Vec<Mistake>, usize)> {
    let (trials, _) = answers::trials(course, exercise);
    let wrong = trials.into_iter().filter_map(|trial| match trial.expect {
        Expect::Refusal(kind) => Some((kind, trial)),
        Expect::AnyRefusal | Expect::CleanPass | Expect::Pass => None,
    });
    let wrong: Vec<_> = wrong.collect();
    let count = wrong.len();
    let chosen = in_turns(wrong).into_iter().take(MOST);
    let mistakes = chosen.map(|(kind, trial)| read(kind, trial));
    Ok((mistakes.collect::<anyhow::Result<_>>()?, count))
}

/// One of each kind, then the second of each, and so on.
fn in_turns<T>(wrong: Vec<(Kind, T)>) -> Vec<(Kind, T)> {
    let mut placed: Vec<(usize, Kind, T)> = Vec::new();
    for (kind, one) in wrong {
        let turn = placed.iter().filter(|(_, other, _)| *other == kind).count();
        placed.push((turn, kind, one));
    }
    // Stable: within a turn they stay in the order of their names.
    placed.sort_by_key(|(turn, _, _)| *turn);
    placed
        .into_iter()
        .map(|(_, kind, one)| (kind, one))
        .collect()
}

fn read(kind: Kind, trial: Trial) -> anyhow::Result<Mistake> {
    let file = &trial.file;
    let text =
        files::read_text(file).with_context(|| format!("failed to read `{}`", file.display()))?;
    let (said, source) = header(&text);
    let what = said.strip_prefix("refused: ").unwrap_or(&said);
    let what = what.strip_prefix(kind.name()).unwrap_or(what);
    let what = what.trim_start_matches(|c: char| c.is_whitespace() || "—–-:".contains(c));
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let anchor = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Mistake {
        kind,
        what,
        source: source.to_owned(),
        anchor: anchor.into_owned(),
        trial,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[test]
    fn different_findings_come_first() {
        let wrong = vec![
            (Kind::Late, "a"),
            (Kind::Late, "b"),
            (Kind::Leaks, "c"),
            (Kind::Late, "d"),
            (Kind::Leaks, "e"),
        ];
        let names: Vec<_> = in_turns(wrong).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["a", "c", "b", "e", "d"]);
    }

    #[test]
    fn the_first_lines_say_what_is_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let file = "checker/answers/03_async/01_join/wrong_a.rs";
        let text = "// refused: late — it waits\n// twice\n\nfn main() {}\n";
        sample::write(dir.path(), file, text);
        let (mistakes, count) = mistakes(&course, 0).unwrap();
        assert_eq!(count, 2);
        let late = mistakes.iter().find(|one| one.kind == Kind::Late).unwrap();
        assert_eq!(
            (late.what.as_str(), late.source.as_str()),
            ("it waits twice", "fn main() {}\n")
        );
        assert_eq!(late.anchor, "wrong_a");
    }
}
