//! The tests that an exercise is shipped with, on an answer that has others, or none.

use super::private::Private;
use super::{Judge, Mode};
use crate::classify::{refused, with_own_tests};
use crate::compile::Job;
use crate::course::{Exercise, JudgedBy};
use crate::files;
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::Context;
use std::path::Path;
use std::time::{Duration, Instant};

/// Where the tests of a file begin.
const TESTS: &str = "\n#[cfg(test)]\n";

impl Judge {
    /// What the tests in the file of `exercise` say of the answer in `file`; nothing
    /// else is asked, so it is a verdict on no answer: it has findings where a test
    /// fails, or does not compile. `None` when cancelled, where there are none, and
    /// where they are what judges the answer.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn shipped_tests(
        &self,
        exercise: &Exercise,
        file: &Path,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Verdict>> {
        if exercise.judged_by != JudgedBy::HiddenTest {
            return Ok(None);
        }
        let read = |file: &Path| {
            files::read_text(file).with_context(|| format!("failed to read `{}`", file.display()))
        };
        let shipped = read(&self.course.exercise_path(exercise))?;
        let Some(text) = with_tests_of(&read(file)?, &shipped) else {
            return Ok(None);
        };
        let shown = self.course.shown_path(exercise);
        let private = Private::with(&self.builds, &shown, text.as_bytes())?;
        let job = Job {
            course: &self.course,
            exercise,
            answer: &private.file,
            root: &private.source,
            folder: &private.build,
            incremental: false,
        };
        if !self
            .admit(exercise, &private.file, Mode::Learning)?
            .findings
            .is_empty()
        {
            return Ok(None);
        }
        let started = Instant::now();
        let own = self.own_tests(&job, cancel)?;
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let blank = refused(
            exercise.name.as_str(),
            Vec::new(),
            Vec::new(),
            Duration::ZERO,
        );
        let mut verdict = with_own_tests(blank, own.tests, self.deadline(exercise));
        verdict.took = started.elapsed();
        Ok(Some(verdict))
    }
}

/// `answer` with the tests of `shipped`, and with what that file imports for them.
fn with_tests_of(answer: &str, shipped: &str) -> Option<String> {
    let (before, tests) = shipped.split_once(TESTS)?;
    let own = answer.find(TESTS).unwrap_or(answer.len());
    let answer = &answer[..own];
    // An answer need not import what only tests use; named again, it is the same.
    let imports = imports(before);
    let tests = tests.replacen("use super::*;", &format!("use super::*;\n{imports}"), 1);
    Some(format!("{answer}{TESTS}#[allow(unused_imports)]\n{tests}"))
}

/// The imports at the top of a file.
fn imports(text: &str) -> String {
    let mut imports = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        if goes_on || line.starts_with("use ") {
            goes_on = !line.ends_with(';');
            imports.push_str(line);
            imports.push('\n');
        }
    }
    imports
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = "use lab::{\n    FakeApi,\n    ms,\n};\n\nfn a() {\n    todo!()\n}\n\n// Asks.\n#[cfg(test)]\n\
                           mod tests {\n    use super::*;\n\n    #[test]\n    fn b() {}\n}\n";

    #[test]
    fn an_answer_gets_the_tests_of_the_shipped_file_and_loses_its_own() {
        let want = "fn a() {}\n\n#[cfg(test)]\n#[allow(unused_imports)]\nmod tests {\n    use super::*;\n\
                    use lab::{\n    FakeApi,\n    ms,\n};\n\n\n    #[test]\n    fn b() {}\n}\n";
        let none = with_tests_of("fn a() {}\n", SHIPPED).unwrap();
        assert_eq!(none, want);
        let own = "fn a() {}\n\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(with_tests_of(own, SHIPPED).unwrap(), want);
        assert_eq!(with_tests_of(own, "fn a() {}\n"), None);
    }
}
