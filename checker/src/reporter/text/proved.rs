//! After a pass: what the hidden test has proved, and what to make of it.

use crate::course::{Exercise, JudgedBy};
use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::page::Page;
use crate::verdict::Verdict;

/// What was proved, a line for each sentence; nothing where nothing was. The name of a
/// hidden test is a sentence, other tests have names of any kind.
pub fn proved(verdict: &Verdict, exercise: &Exercise, page: &mut Page) {
    if verdict.passed() && exercise.judged_by == JudgedBy::HiddenTest {
        page.gap();
        page.prose(2, Ink::Strong, "Proved");
        let mark = page.look.pick("✓ ", "- ");
        for test in &verdict.tests {
            let sentence = plain(&test.name).replace('_', " ");
            page.labelled(4, mark, Ink::Pass, Ink::Plain, &sentence);
        }
    }
}

/// Why the exercise matters, and a question to think about; nothing where nobody wrote
/// them.
pub fn after(exercise: &Exercise, page: &mut Page) {
    if let Some(after) = &exercise.after {
        page.gap();
        page.prose(2, Ink::Strong, "Why it matters");
        page.prose(4, Ink::Plain, &after.why);
        page.prose(2, Ink::Strong, "To think about");
        page.prose(4, Ink::Plain, &after.question);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::After;
    use crate::reporter::look::Look;
    use crate::reporter::sample;

    #[test]
    fn a_pass_says_what_was_proved_and_what_to_make_of_it() {
        let mut exercise = sample::exercise("join", 2);
        exercise.after = Some(After {
            why: "Nobody waits twice.".to_owned(),
            question: "Who waits?".to_owned(),
        });
        let mut page = Page::new(&Look::plain());
        proved(&sample::pass(), &exercise, &mut page);
        after(&exercise, &mut page);
        let text = page.into_text();
        assert!(text.starts_with("  Proved\n    - "), "{text}");
        assert!(!text.contains('_'), "{text}");
        let end =
            "\n\n  Why it matters\n    Nobody waits twice.\n  To think about\n    Who waits?\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn names_of_other_tests_are_no_sentences() {
        let mut exercise = sample::exercise("join", 2);
        exercise.judged_by = JudgedBy::OwnTests;
        let mut page = Page::new(&Look::plain());
        proved(&sample::pass(), &exercise, &mut page);
        after(&exercise, &mut page);
        assert_eq!(page.into_text(), "");
    }
}
