//! An answer in which something is not written yet: where that is, and nothing else.

use super::words;
use crate::verdict::{UNWRITTEN, Verdict};
use report::{Finding, Location};

/// `verdict` on an answer with the text `source`, which stops at a `todo!()`: what
/// that says, and what followed from it, is for nobody. `file` is its name.
#[must_use]
pub fn with_its_gap(mut verdict: Verdict, source: &str, file: &str) -> Verdict {
    if !verdict.is_unwritten() {
        return verdict;
    }
    let (observed, location) = match first_gap(source) {
        Some((what, line, column)) => {
            let file = file.to_owned();
            let place = Location { file, line, column };
            (format!("{UNWRITTEN}: {what} in line {line}"), Some(place))
        }
        None => (format!("{UNWRITTEN}: it panics with `todo!()`"), None),
    };
    let finding = words::unwritten(observed);
    verdict.findings = vec![Finding {
        location,
        ..finding
    }];
    verdict
}

/// The first comment that says `TODO`, else the first `todo!`, with its line and
/// its column.
fn first_gap(source: &str) -> Option<(&'static str, u32, u32)> {
    let find = |word: &str| {
        let mut lines = (1..).zip(source.lines());
        lines.find_map(|(number, line)| {
            let at = line.find(word)?;
            let column = u32::try_from(line[..at].chars().count()).ok()?;
            Some((number, column + 1))
        })
    };
    let todo = find("// TODO").map(|(line, column)| ("the `TODO`", line, column));
    todo.or_else(|| find("todo!(").map(|(line, column)| ("the `todo!()`", line, column)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{FINE, run, said};
    use super::*;
    use crate::classify::classify;
    use report::{Kind, Message, Outcome};

    fn panicked(message: &str) -> Verdict {
        let finding = |observed: &str| {
            Message::Finding(Finding {
                kind: Kind::Panicked,
                observed: observed.to_owned(),
                promised: None,
                meaning: observed.to_owned(),
                look_at: "…".to_owned(),
                location: None,
            })
        };
        let outcome = Outcome::Failed;
        let messages = [
            Message::Started,
            finding(&format!("a panic in the main thread: {message}")),
            finding("a task is still alive"),
            Message::Finished { outcome },
        ];
        classify(run(vec![said(&messages, FINE)]))
    }

    #[track_caller]
    fn check(source: &str, want: &str, line: Option<(u32, u32)>) {
        let message = "not yet implemented: Context { waker: Waker { data: 0x7f } }";
        let verdict = with_its_gap(panicked(message), source, "a.rs");
        assert!(verdict.is_unwritten());
        let [finding] = verdict.findings.as_slice() else {
            panic!("{verdict:#?}");
        };
        assert_eq!(finding.observed, format!("{UNWRITTEN}: {want}"));
        let place = finding.location.as_ref();
        assert_eq!(place.map(|place| (place.line, place.column)), line);
    }

    #[test]
    fn a_gap_is_named_by_its_line_and_nothing_else_is_said() {
        let source =
            "fn a() {\n    // TODO: Write it.\n    todo!(\"{cx:?}\")\n}\n// TODO: This too.\n";
        check(source, "the `TODO` in line 2", Some((2, 5)));
        check(
            "fn a() { todo!() }",
            "the `todo!()` in line 1",
            Some((1, 10)),
        );
        check("", "it panics with `todo!()`", None);
    }

    #[test]
    fn any_other_verdict_stays() {
        let verdict = panicked("out of tea");
        let same = with_its_gap(verdict.clone(), "// TODO", "a.rs");
        assert_eq!(verdict, same);
    }
}
