//! `workbook solution`: after the pass, or when one insists.

use super::context::Context;
use super::select;
use crate::cli::SolutionArgs;
use crate::course::{Course, Exercise};
use crate::exit;
use crate::files;
use crate::progress::Status;
use crate::reporter::{Ink, Look, Page, plain};
use anyhow::{Context as _, bail};
use similar::{ChangeTag, TextDiff};
use std::io::ErrorKind;
use std::path::Path;

pub(super) fn execute(args: &SolutionArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let progress = context.progress(&course)?;
    let exercise = select::exercise_or_current(&course, args.name.as_deref(), &progress)?;
    let name = exercise.name.as_str();
    if progress.status(name) != Status::Done && !args.force {
        let help = match exercise.hints.is_empty() {
            true => String::new(),
            false => format!("`workbook hint {name}` helps, and "),
        };
        context.notice(&format!(
            "`{name}` has not passed yet, and the solution is worth more after your own; \
             {help}`--force` shows it all the same"
        ));
        return Ok(exit::NOT_PASSED);
    }
    let text = match args.diff {
        true => diff(&course, exercise, &context.look)?,
        false => plain(&solution(&course, exercise)?),
    };
    context.write(&text)?;
    Ok(exit::OK)
}

/// What differs between the learner's file and the solution.
///
/// # Errors
///
/// When there is no solution, or a file cannot be read.
pub(super) fn diff(course: &Course, exercise: &Exercise, look: &Look) -> anyhow::Result<String> {
    let solution = solution(course, exercise)?;
    let path = course.exercise_path(exercise);
    let own =
        files::read_text(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    let shown = course.shown_path(exercise);
    Ok(words(&own, &solution, &shown, look))
}

fn solution(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    let path = course.solution_path(exercise);
    match files::read_text(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "this course has no solution of `{}`; it would be `{}`",
            exercise.name,
            path.display()
        ),
        Err(error) => bail!("failed to read `{}`: {error}", path.display()),
    }
}

fn words(own: &str, solution: &str, path: &Path, look: &Look) -> String {
    let mut page = Page::new(look);
    if own == solution {
        page.line("Your file is the solution.");
        return page.into_text();
    }
    page.line(&look.paint(Ink::Fail, &format!("--- {} (yours)", path.display())));
    page.line(&look.paint(Ink::Pass, "+++ the solution"));
    let diff = TextDiff::from_lines(own, solution);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        page.line(&look.paint(Ink::Code, &hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let (sign, ink) = match change.tag() {
                ChangeTag::Delete => ("-", Ink::Fail),
                ChangeTag::Insert => ("+", Ink::Pass),
                ChangeTag::Equal => (" ", Ink::Plain),
            };
            let line = plain(change.value().trim_end_matches(['\n', '\r']));
            page.line(&look.paint(ink, &format!("{sign}{line}")));
        }
    }
    page.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(own: &str, solution: &str, want: &str) {
        let path = Path::new("exercises/02_join.rs");
        assert_eq!(words(own, solution, path, &Look::plain()), want);
    }

    #[test]
    fn the_diff_shows_what_the_solution_has_and_the_learner_has_not() {
        check(
            "fn f() {\n    todo!()\n}\n",
            "fn f() {\n    join()\n}\n",
            "--- exercises/02_join.rs (yours)\n+++ the solution\n@@ -1,3 +1,3 @@\n fn f() {\n\
             -    todo!()\n+    join()\n }\n",
        );
    }

    #[test]
    fn the_same_text_is_said_to_be_the_same() {
        check("fn f() {}\n", "fn f() {}\n", "Your file is the solution.\n");
    }
}
