//! The demonstration of one lesson: what it is about, what it did, what it printed.

use super::growing::{Growing, lines};
use crate::command::{context::Context, standing::title};
use crate::course::{Course, Exercise, Lesson};
use crate::exit::{self, Failure};
use crate::files;
use crate::judge::Judge;
use crate::process::{Cancel, scoped_thread};
use crate::reporter::{Ink, Look, Page, plain, text};
use crate::verdict::Verdict;
use anyhow::Context as _;
use console::Term;
use report::Message;
use std::env;
use std::io::ErrorKind;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Between two pictures of what goes on.
const FRAME: Duration = Duration::from_millis(80);

/// Run the demonstration and show it; the exit code comes back.
pub(super) fn show(
    demonstration: &Exercise,
    judge: &Judge,
    cancel: &Cancel,
    context: &mut Context<'_>,
) -> anyhow::Result<u8> {
    let course = judge.course();
    let lesson = &course.lessons[demonstration.lesson];
    let source = source(course, demonstration, lesson)?;
    let before = introduction(demonstration, lesson, &source, course, &context.look);
    context.write(&before)?;
    let verdict = run(demonstration, judge, cancel, context)?;
    let look = context.look;
    if !verdict.passed() {
        context.write(&text::verdict(&verdict, demonstration, course, &look))?;
        return Ok(exit::NOT_PASSED);
    }
    context.write(&what_it_did(&verdict, lesson, &look))?;
    Ok(exit::OK)
}

fn source(course: &Course, demonstration: &Exercise, lesson: &Lesson) -> anyhow::Result<String> {
    let path = course.exercise_path(demonstration);
    let read = files::read_text(&path);
    if let Err(error) = &read
        && error.kind() == ErrorKind::NotFound
    {
        let shown = course.shown_path(demonstration);
        let text = format!(
            "the lesson `{}` has no demonstration: there is no `{}`; a new folder from \
             `workbook init DIR` has those of the course",
            title(lesson),
            shown.display()
        );
        return Err(Failure::NothingSelected(text).into());
    }
    read.with_context(|| format!("failed to read `{}`", path.display()))
}

/// The lesson, and what the file says of itself at its top.
fn introduction(
    demonstration: &Exercise,
    lesson: &Lesson,
    source: &str,
    course: &Course,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    let number = lesson.number().map(|number| format!("{number:02}  "));
    let heading = format!("{}{}", number.unwrap_or_default(), title(lesson));
    page.line(&look.paint(Ink::Strong, &heading));
    let path = course.shown_path(demonstration).display().to_string();
    page.line(&look.paint(Ink::Faint, &path));
    for paragraph in paragraphs(source) {
        page.gap();
        page.prose(0, Ink::Plain, &paragraph);
    }
    page.gap();
    page.into_text()
}

/// The comment that `source` begins with. What it says of this command is known here.
fn paragraphs(source: &str) -> Vec<String> {
    let lines = source.lines().map_while(|line| line.strip_prefix("//"));
    let text: Vec<_> = lines.map(str::trim).collect();
    let paragraphs = text.split(|line| line.is_empty());
    let joined = paragraphs.map(|lines| lines.join(" "));
    joined
        .filter(|text| !text.is_empty() && !text.starts_with("`workbook demo"))
        .collect()
}

/// Run it; on a terminal its picture grows meanwhile.
fn run(
    demonstration: &Exercise,
    judge: &Judge,
    cancel: &Cancel,
    context: &mut Context<'_>,
) -> anyhow::Result<Verdict> {
    let (send, heard) = channel();
    let live = context.terminals.stdout && env::var_os("TERM").is_none_or(|term| term != "dumb");
    let verdict = std::thread::scope(|scope| {
        let work = move || judge.demonstrate(demonstration, send, cancel, &mut |_| {});
        let running = scoped_thread(scope, "demo", work)?;
        if live {
            follow(&heard, context)?;
        }
        running
            .join()
            .map_err(|_| Failure::Internal("a demonstration panicked".to_owned()))?
    })?;
    verdict.context("the demonstration was cancelled")
}

/// Draw what is heard, until there is no more of it.
fn follow(heard: &Receiver<Message>, context: &mut Context<'_>) -> anyhow::Result<()> {
    let (rows, _) = Term::stdout().size();
    let mut growing = Growing::new(context.look, rows.into());
    let mut next = Instant::now();
    loop {
        let wait = next.saturating_duration_since(Instant::now());
        match heard.recv_timeout(wait) {
            Ok(message) => growing.hear(message, Instant::now()),
            Err(RecvTimeoutError::Timeout) => {
                growing.draw(Instant::now(), &mut context.out)?;
                next = Instant::now() + FRAME;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    growing.erase(&mut context.out)?;
    Ok(())
}

/// The picture, and what was printed.
fn what_it_did(verdict: &Verdict, lesson: &Lesson, look: &Look) -> String {
    let mut page = Page::new(look);
    if let Some(test) = verdict.telling_test() {
        for line in lines(&test.spans, look) {
            page.line(&line);
        }
    }
    let output = verdict.tests.iter().map(|test| plain(&test.output));
    let output: String = output.collect();
    if !output.trim().is_empty() {
        page.gap();
        let bar = look.paint(Ink::Faint, look.pick("│ ", "| "));
        for line in output.trim_end().lines() {
            page.line(&format!("  {bar}{line}"));
        }
    }
    if let Some(number) = lesson.number() {
        let command = look.paint(Ink::Code, &format!("workbook lesson {number}"));
        page.gap();
        page.line(&format!("More about it: {command}"));
    }
    page.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comment_at_the_top_is_read_in_paragraphs() {
        let source = "// One after\n// another.\n//\n// And then.\n//\n\
                      // `workbook demo 1` draws it.\n\nuse x; // no\n// not this\n";
        assert_eq!(paragraphs(source), ["One after another.", "And then."]);
        assert!(paragraphs("fn main() {}").is_empty());
    }
}
