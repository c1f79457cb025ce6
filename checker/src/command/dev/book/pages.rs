//! The pages that are about more than one exercise, and where each page lies.

use super::exercise::{Found, read};
use super::markdown::{prose, relinked};
use crate::course::{Course, Exercise, Lesson};
use crate::reporter::Count;
use report::Kind;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What the kinds of verdicts are, in the repository and in the book.
const VERDICTS: &str = "checker/docs/verdicts.md";

/// A page: its place among the sources of the book, and its text.
pub(super) type Page = (String, String);

/// The folder of a lesson's pages; a set without lessons has one, too.
fn folder(lesson: &Lesson) -> &str {
    match lesson.dir.as_str() {
        "" => "exercises",
        dir => dir,
    }
}

/// Where the page of an exercise lies.
pub(super) fn place(course: &Course, exercise: &Exercise) -> String {
    let folder = folder(&course.lessons[exercise.lesson]);
    format!("{folder}/{}.md", exercise.name)
}

/// `03 Async fundamentals`
fn title(lesson: &Lesson) -> String {
    match lesson.number() {
        Some(number) => format!("{number:02} {}", lesson.title),
        None if lesson.title.is_empty() => "Exercises".to_owned(),
        None => lesson.title.clone(),
    }
}

/// A lesson in the book.
pub(super) struct Chapter<'c> {
    lesson: &'c Lesson,
    exercises: Vec<&'c Exercise>,
    /// The files of its notes, absolute.
    notes: Vec<PathBuf>,
}

/// The lessons of these exercises, in order.
pub(super) fn chapters<'c>(course: &'c Course, exercises: &[usize]) -> Vec<Chapter<'c>> {
    let mut chapters: Vec<(usize, Chapter<'c>)> = Vec::new();
    for exercise in exercises.iter().map(|at| &course.exercises[*at]) {
        match chapters.last_mut() {
            Some((place, chapter)) if *place == exercise.lesson => chapter.exercises.push(exercise),
            Some(_) | None => {
                let lesson = &course.lessons[exercise.lesson];
                let chapter = Chapter {
                    lesson,
                    exercises: vec![exercise],
                    notes: notes(course, lesson),
                };
                chapters.push((exercise.lesson, chapter));
            }
        }
    }
    chapters.into_iter().map(|(_, chapter)| chapter).collect()
}

/// Texts for those who have finished the lesson.
fn notes(course: &Course, lesson: &Lesson) -> Vec<PathBuf> {
    let folder = course.lesson_readme(lesson).with_file_name("notes");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let mut notes: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    notes.sort();
    notes
}

/// The texts of the lessons, their notes and what the kinds mean.
///
/// # Errors
///
/// When one cannot be read.
pub(super) fn texts(course: &Course, chapters: &[Chapter<'_>]) -> anyhow::Result<Vec<Page>> {
    let places = places(course, chapters);
    let mut pages = Vec::new();
    for (file, place) in &places {
        let text = read(&course.root.join(file))?;
        let depth = place.matches('/').count();
        let seen = |file: &Path| {
            let (_, to) = places.iter().find(|(known, _)| known == file)?;
            Some("../".repeat(depth) + to)
        };
        let mut text = relinked(&text, file, &seen);
        if let Some(chapter) = chapters.iter().find(|one| *place == one.place()) {
            text += &format!("\n## Their pages\n\n{}", chapter.list(course, "../"));
        }
        pages.push((place.clone(), text));
    }
    // A lesson without a text of its own has a page, too.
    for chapter in chapters {
        if pages.iter().all(|(place, _)| *place != chapter.place()) {
            let text = format!(
                "# {}\n\n{}",
                title(chapter.lesson),
                chapter.list(course, "../")
            );
            pages.push((chapter.place(), text));
        }
    }
    Ok(pages)
}

/// The files of the repository that are pages as they are, and where those lie.
fn places(course: &Course, chapters: &[Chapter<'_>]) -> Vec<(PathBuf, String)> {
    let mut places = Vec::new();
    let mut add = |file: &Path, place: String| {
        let inside = file.strip_prefix(&course.root);
        if let Some(inside) = inside.ok().filter(|_| file.is_file()) {
            places.push((inside.to_owned(), place));
        }
    };
    for chapter in chapters {
        add(&course.lesson_readme(chapter.lesson), chapter.place());
        for note in &chapter.notes {
            add(note, chapter.place_of(note));
        }
    }
    add(&course.root.join(VERDICTS), "verdicts.md".to_owned());
    places
}

impl Chapter<'_> {
    fn place(&self) -> String {
        format!("{}/index.md", folder(self.lesson))
    }

    fn place_of(&self, note: &Path) -> String {
        let name = note.file_name().unwrap_or_default().to_string_lossy();
        format!("{}/notes/{name}", folder(self.lesson))
    }

    fn list(&self, course: &Course, up: &str) -> String {
        let links = self.exercises.iter().map(|exercise| {
            let place = place(course, exercise);
            format!("- [`{}`]({up}{place})\n", exercise.name)
        });
        links.collect()
    }
}

/// What stands at the left.
///
/// # Errors
///
/// When a note cannot be read.
pub(super) fn summary(course: &Course, chapters: &[Chapter<'_>]) -> anyhow::Result<Page> {
    let mut text = format!("# Summary\n\n[{}](index.md)\n\n", course.title);
    for chapter in chapters {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "- [{}]({})", title(chapter.lesson), chapter.place());
        for exercise in &chapter.exercises {
            let _ = writeln!(text, "  - [{}]({})", exercise.name, place(course, exercise));
        }
        for note in &chapter.notes {
            let first = read(note)?;
            let first = first.lines().next().unwrap_or_default();
            let title = first.trim_start_matches('#').trim();
            let _ = writeln!(text, "  - [Note: {title}]({})", chapter.place_of(note));
        }
    }
    text += "\n---\n\n[Mistakes by kind](mistakes.md)\n";
    if course.root.join(VERDICTS).is_file() {
        text += "[Verdicts](verdicts.md)\n";
    }
    Ok(("SUMMARY.md".to_owned(), text))
}

/// The first page: what this is.
pub(super) fn index(course: &Course, chapters: &[Chapter<'_>], judged: bool) -> Page {
    let mut text = format!("# {}\n\n", course.title);
    text += "This is the course as a book: the lessons, each exercise with its task, and what comes \
        of right and of wrong answers. It is made for reading before, between and after the \
        exercises. To do them, use the program `workbook`, which judges your own answer at every \
        save and draws what ran when.\n\n\
        **Hints, solutions and wrong answers are folded.** You learn more from an exercise that \
        you have tried first: open them when you are stuck, or when you are done.\n\n";
    text += match judged {
        true => {
            "All verdicts and pictures in this book were measured: each answer was judged by the \
            exercise's hidden test when the book was made, and nothing was drawn by hand. For each \
            exercise a few mistakes are shown, those that fail in different ways first; \
            [mistakes by kind](mistakes.md) lists them.\n\n"
        }
        false => {
            "This copy was made without judging, so it has neither verdicts nor pictures. For each \
            exercise a few mistakes are named; [mistakes by kind](mistakes.md) lists them.\n\n"
        }
    };
    text += "| lesson | exercises |\n| --- | --- |\n";
    for chapter in chapters {
        let names = chapter.exercises.iter().map(|exercise| {
            let place = place(course, exercise);
            format!("[{}]({place})", exercise.name)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "| [{}]({}) | {names} |",
            title(chapter.lesson),
            chapter.place()
        );
    }
    ("index.md".to_owned(), text)
}

/// The same mistakes once more, by what they are refused for.
pub(super) fn mistakes(course: &Course, found: &[Found<'_>]) -> Page {
    let mut text =
        "# Mistakes by kind\n\nThe wrong answers that this book shows, by what they are \
        refused for. Each leads to its exercise, where it is folded.\n\n"
            .to_owned();
    for kind in Kind::ALL {
        let of_kind = |found: &&Found<'_>| found.mistakes.iter().any(|(one, _)| one.kind == kind);
        let exercises: Vec<_> = found.iter().filter(of_kind).collect();
        if exercises.is_empty() {
            continue;
        }
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "## {} {{#{}}}\n", kind.title(), kind.name());
        for found in exercises {
            let place = place(course, found.exercise);
            let mistakes = found.mistakes.iter().filter(|(one, _)| one.kind == kind);
            for (mistake, _) in mistakes {
                let (name, anchor) = (&found.exercise.name, &mistake.anchor);
                let what = prose(&mistake.what);
                let _ = writeln!(text, "- [`{name}`]({place}#{anchor}): {what}");
            }
        }
        text.push('\n');
    }
    ("mistakes.md".to_owned(), text)
}

/// One line of what was written.
pub(super) fn counted(exercises: usize, mistakes: usize) -> String {
    let (exercises, mistakes) = (Count(exercises, "exercise"), Count(mistakes, "mistake"));
    format!("{exercises} and {mistakes}")
}
