//! The page of an exercise: the task, hints, how the solution runs, what is proved, and what
//! others got wrong.

use super::gallery::Mistake;
use super::markdown::{fenced, header, prose};
use crate::command::dev::check::promises_of;
use crate::course::{Course, Exercise, JudgedBy};
use crate::files;
use crate::judge::expected_tests;
use crate::reporter::{Count, fragment, with_code};
use crate::verdict::Verdict;
use anyhow::Context;
use std::fmt::Write as _;
use std::path::Path;

/// What was found out about an exercise before its page is written.
pub(super) struct Found<'c> {
    pub(super) course: &'c Course,
    pub(super) exercise: &'c Exercise,
    /// Of the solution; `None` where nothing is judged.
    pub(super) solution: Option<Verdict>,
    /// Those that are shown, each with its verdict.
    pub(super) mistakes: Vec<(Mistake, Option<Verdict>)>,
    /// How many wrong answers there are.
    pub(super) wrong: usize,
}

/// The page, as Markdown.
///
/// # Errors
///
/// When a file of the exercise cannot be read.
pub(super) fn page(found: &Found<'_>) -> anyhow::Result<String> {
    let (course, exercise) = (found.course, found.exercise);
    let source = read(&course.exercise_path(exercise))?;
    let (task, rest) = header(&source);
    let shown = course.shown_path(exercise).display().to_string();
    let stars = "★".repeat(exercise.stars.into());
    let mut text = format!("# {}\n\n`{shown}` {stars}\n\n", exercise.name);
    text += &format!("{}\n\n{}\n", prose(&task), fenced("rust", rest));
    text += &format!(
        "Write into that file while `workbook watch {}` runs in a terminal beside it.\n\n",
        exercise.name
    );
    text += &hints(exercise);
    text += &proofs(course, exercise)?;
    text += &solution(found)?;
    text += &gallery(found);
    Ok(text)
}

fn hints(exercise: &Exercise) -> String {
    if exercise.hints.is_empty() {
        return String::new();
    }
    let total = exercise.hints.len();
    let hints = exercise.hints.iter().enumerate().map(|(at, hint)| {
        let title = format!("Hint {} of {total}", at + 1);
        folded("hint", &title, &prose(hint.trim_end()))
    });
    format!("## Hints\n\n{}", hints.collect::<String>())
}

/// What the tests are called, and the words of the exercise that each holds the answer to.
fn proofs(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    if exercise.judged_by != JudgedBy::HiddenTest {
        return Ok(String::new());
    }
    let source = read(&course.hidden_path(exercise))?;
    let about: Vec<_> = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .collect();
    let mut text = format!(
        "## What is proved\n\n{}\n\n",
        prose(about.join("\n").trim())
    );
    let promises = promises_of(&source);
    for test in expected_tests(&source)? {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "- **{}**", prose(&sentence(&test)));
        let (first, last) = lines_of(&source, &test);
        let mut said: Vec<&str> = Vec::new();
        for (line, words) in &promises {
            if (first..last).contains(line) && !said.contains(&words.as_str()) {
                let _ = writeln!(text, "  - “{}”", prose(words));
                said.push(words);
            }
        }
    }
    Ok(text + "\n")
}

/// From the line in which a function begins to that in which the next one does.
fn lines_of(source: &str, name: &str) -> (usize, usize) {
    let begins = |line: &str| line.starts_with("fn ") || line.starts_with("async fn ");
    let mut starts = source.lines().enumerate().filter(|(_, line)| begins(line));
    let own = format!("fn {name}(");
    let first = starts.find(|(_, line)| line.contains(&own));
    let first = first.map_or(usize::MAX, |(at, _)| at + 1);
    let last = starts.next().map_or(usize::MAX, |(at, _)| at + 1);
    (first, last)
}

fn solution(found: &Found<'_>) -> anyhow::Result<String> {
    let path = found.course.solution_path(found.exercise);
    if !path.is_file() {
        return Ok(String::new());
    }
    let runs = match &found.solution {
        Some(verdict) => format!("How it runs:\n\n{}\n", fragment(verdict)),
        None => String::new(),
    };
    let source = read(&path)?;
    let code = fenced("rust", header(&source).1);
    let folded = folded("solution", "Show the solution", &code);
    Ok(format!("## The solution\n\n{runs}{folded}"))
}

fn gallery(found: &Found<'_>) -> String {
    if found.mistakes.is_empty() {
        return String::new();
    }
    let (shown, all) = (found.mistakes.len(), found.wrong);
    let which = match shown < all {
        true => format!(
            "These are {shown} of the {all} wrong answers that the hidden test is tried with, chosen so that they fail in different ways."
        ),
        false => format!(
            "The hidden test is tried with {}.",
            Count(all, "wrong answer")
        ),
    };
    let judged = match found.mistakes.iter().any(|(_, verdict)| verdict.is_some()) {
        true => " Each was judged when this book was made.",
        false => "",
    };
    let mistakes = found
        .mistakes
        .iter()
        .map(|(one, verdict)| mistake(one, verdict.as_ref()));
    let mistakes: String = mistakes.collect();
    format!("## Mistakes\n\n{which}{judged}\n\n{mistakes}")
}

fn mistake(mistake: &Mistake, verdict: Option<&Verdict>) -> String {
    let kind = mistake.kind;
    let title = format!(
        "<span class=\"badge\">{}</span> {}",
        kind.title(),
        with_code(&mistake.what)
    );
    let ran = verdict.map(fragment).unwrap_or_default();
    let code = folded(
        "answer",
        "Show the answer",
        &fenced("rust", &mistake.source),
    );
    let more = format!(
        "More mistakes of this kind: [{}](../mistakes.md#{})\n\n",
        kind.title(),
        kind.name()
    );
    let id = &mistake.anchor;
    format!(
        "<details class=\"mistake\" id=\"{id}\">\n<summary>{title}</summary>\n{ran}\n{code}{more}</details>\n\n"
    )
}

/// Something that is shown when somebody asks for it.
fn folded(class: &str, title: &str, text: &str) -> String {
    let text = text.trim_end();
    format!("<details class=\"{class}\">\n<summary>{title}</summary>\n\n{text}\n\n</details>\n\n")
}

/// `both_at_once` as people write it.
fn sentence(name: &str) -> String {
    name.replace('_', " ")
}

pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    files::read_text(path).with_context(|| format!("failed to read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[test]
    fn a_promise_belongs_to_the_test_that_it_stands_in() {
        let source = "fn a() {\n    promise(\"A.\");\n}\n\nfn ab() {\n    promise(\"B.\");\n}\n";
        assert_eq!(lines_of(source, "a"), (1, 5));
        assert_eq!(lines_of(source, "ab"), (5, usize::MAX));
        assert_eq!(lines_of(source, "c"), (usize::MAX, usize::MAX));
    }

    #[test]
    fn a_page_folds_what_gives_something_away() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let hidden = "//! Both at once.\nproof::main!(both_at_once);\n\n\
                      fn both_at_once() {\n    promise(\"An Arc<T>.\");\n}\n";
        sample::write(dir.path(), "checker/hidden/03_async/01_join.rs", hidden);
        let evil = "// refused: not-concurrent — `a` </summary><script>\n\nconst A: &str = \"</details>\n```\";\n";
        let file = "checker/answers/03_async/01_join/wrong_a.rs";
        sample::write(dir.path(), file, evil);
        let (mistakes, wrong) = super::super::gallery::mistakes(&course, 0).unwrap();
        let verdict = sample::refused(report::Kind::NotConcurrent);
        let mistakes = mistakes.into_iter().map(|one| (one, Some(verdict.clone())));
        let found = Found {
            course: &course,
            exercise: &course.exercises[0],
            solution: Some(sample::passed()),
            mistakes: mistakes.collect(),
            wrong,
        };
        let page = page(&found).unwrap();
        for words in [
            "# join\n",
            "TODO: join them",
            "<summary>Hint 2 of 3</summary>\n\ntwo",
            "- **both at once**\n  - “An Arc&lt;T>.”\n",
            "<summary>Show the solution</summary>\n\n```rust\nfn main() {}\n",
            "<code>a</code> &lt;/summary&gt;&lt;script&gt;</summary>",
            "````rust\nconst A: &str = \"</details>\n```\";\n````",
            "The hidden test is tried with 2 wrong answers.",
            "(../mistakes.md#not-concurrent)",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
    }
}
