//! `workbook hint`: one layer more each time.

use super::context::Context;
use super::select;
use crate::cli::HintArgs;
use crate::course::Exercise;
use crate::exit::{self, Failure};
use crate::reporter::{Count, Ink, Look, Page, plain};
use std::num::NonZeroUsize;

pub(super) fn execute(args: &HintArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let course = context.course()?;
    let mut progress = context.progress(&course)?;
    let exercise = select::exercise_or_current(&course, args.name.as_deref(), &progress)?;
    let name = exercise.name.as_str();
    let total = exercise.hints.len();
    if total == 0 {
        context.line(&format!("`{name}` has no hints."))?;
        return Ok(exit::OK);
    }
    let (first, last) = match (args.all, args.level.map(NonZeroUsize::get)) {
        (true, _) => (1, total),
        (false, Some(level)) => (within(level, total, name)?, level),
        (false, None) => {
            let level = progress.raise_hint_level(name, total).max(1);
            (level, level)
        }
    };
    while progress.hint_level(name) < last {
        progress.raise_hint_level(name, total);
    }
    if let Err(error) = progress.save() {
        context.notice(&format!("warning: the hint is not counted: {error:#}"));
    }
    let text = words(exercise, first, last, &context.look);
    context.write(&text)?;
    Ok(exit::OK)
}

fn within(level: usize, total: usize, name: &str) -> anyhow::Result<usize> {
    if level <= total {
        return Ok(level);
    }
    let hints = Count(total, "hint");
    Err(Failure::Usage(format!("there is no hint {level}; `{name}` has {hints}")).into())
}

/// The hints from `first` to `last`, which count from 1.
fn words(exercise: &Exercise, first: usize, last: usize, look: &Look) -> String {
    let mut page = Page::new(look);
    let total = exercise.hints.len();
    for level in first..=last {
        page.gap();
        let title = format!("hint {level} of {total}");
        page.line(&format!(
            "{}  {}",
            look.paint(Ink::Strong, &title),
            exercise.name
        ));
        page.prose_with_code(2, &plain(exercise.hints[level - 1].trim_end()));
    }
    page.gap();
    let more = match last < total {
        true => format!("the next one: workbook hint {}", exercise.name),
        false => "that was the last one".to_owned(),
    };
    page.prose(2, Ink::Faint, &more);
    page.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    #[test]
    fn a_hint_says_which_it_is_and_how_to_get_the_next() {
        let exercise = sample::exercise("join", 2);
        assert_eq!(
            words(&exercise, 1, 1, &Look::plain()),
            "hint 1 of 2  join\n  Where?\n\n  the next one: workbook hint join\n"
        );
    }

    #[test]
    fn all_hints_end_with_the_last_one() {
        let exercise = sample::exercise("join", 2);
        assert_eq!(
            words(&exercise, 1, 2, &Look::plain()),
            "hint 1 of 2  join\n  Where?\n\nhint 2 of 2  join\n  What?\n\n  that was the last one\n"
        );
    }

    #[test]
    fn a_hint_that_does_not_exist_is_a_mistake_in_the_command_line() {
        let error = within(3, 2, "join").unwrap_err();
        assert_eq!(error.to_string(), "there is no hint 3; `join` has 2 hints");
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
    }
}
