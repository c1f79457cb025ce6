//! `workbook list`: every exercise, by lesson.

use super::context::Context;
use super::run::write_json;
use super::select;
use super::standing::{self, Standing, exercises_of};
use crate::cli::{ListArgs, PartArgs};
use crate::course::{Course, Exercise};
use crate::exit;
use crate::reporter::{Ink, Look, Page};
use serde::Serialize;

pub(super) fn execute(args: &ListArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let whole = context.course()?;
    let course = select::part(&whole, &args.part)?;
    let standing = Standing::new(&course, &context.progress(&whole)?);
    if args.json {
        write_json(&json(&course, &standing), context)?;
    } else {
        let mut table = table(&course, &standing, &context.look);
        if args.part == PartArgs::default() {
            let parts = parts(&course, &standing, &context.look);
            table.push_str(if parts.is_empty() { "" } else { "\n" });
            table.push_str(&parts);
        }
        context.write(&table)?;
    }
    Ok(exit::OK)
}

fn table(course: &Course, standing: &Standing, look: &Look) -> String {
    let mut page = Page::new(look);
    let names = course.exercises.iter().map(|e| e.name.as_str().len());
    let width = names.max().unwrap_or(0);
    for (place, lesson) in course.lessons.iter().enumerate() {
        let mine = exercises_of(course, place);
        let total = mine.clone().count();
        if total == 0 {
            continue;
        }
        let done = mine.clone().filter(|(i, _)| standing.done[*i]).count();
        let number = lesson.number().map(|n| format!("{n:02}  "));
        let title = format!("{}{}", number.unwrap_or_default(), standing::title(lesson));
        let title = look.paint(Ink::Strong, &title);
        let facts = format!("{done}/{total}  {}", lesson.track);
        page.gap();
        page.line(&format!(
            "{title}  {}",
            look.paint(Ink::Faint, facts.trim_end())
        ));
        for (index, exercise) in mine {
            page.line(&row(course, exercise, index, standing, width, look));
        }
    }
    page.into_text()
}

/// The tracks and the paths, and how far one is on each.
fn parts(course: &Course, standing: &Standing, look: &Look) -> String {
    let mut page = Page::new(look);
    let line = |option: &str, name: &str, title: &str, wanted: &dyn Fn(&Exercise) -> bool| {
        let exercises = course.exercises.iter().zip(&standing.done);
        let mine: Vec<_> = exercises.filter(|(one, _)| wanted(one)).collect();
        let done = mine.iter().filter(|(_, done)| **done).count();
        let count = format!("{done}/{}", mine.len());
        let option = look.paint(Ink::Code, &format!("{:22}", format!("--{option} {name}")));
        format!("  {option}  {count:>6}  {}", look.paint(Ink::Faint, title))
            .trim_end()
            .to_owned()
    };
    let tracks = course.tracks();
    if tracks.is_empty() && course.paths.is_empty() {
        return String::new();
    }
    page.line("A part of the course, for watch, list, check and status:");
    for track in tracks {
        let is_mine = |one: &Exercise| course.lessons[one.lesson].track == track;
        page.line(&line("track", track, "", &is_mine));
    }
    for path in &course.paths {
        page.line(&line("path", &path.name, &path.title, &|one| path.has(one)));
    }
    page.into_text()
}

fn row(
    course: &Course,
    exercise: &Exercise,
    index: usize,
    standing: &Standing,
    width: usize,
    look: &Look,
) -> String {
    let here = match index == standing.current {
        true => look.paint(Ink::Strong, ">"),
        false => " ".to_owned(),
    };
    let mark = match standing.done[index] {
        true => look.paint(Ink::Pass, look.pick("✓", "x")),
        false => look.paint(Ink::Faint, look.pick("·", "-")),
    };
    let stars = look.pick("★", "*").repeat(exercise.stars.min(3).into());
    let fill = " ".repeat(3 - usize::from(exercise.stars.min(3)));
    let stars = look.paint(Ink::Warn, &stars) + &fill;
    let path = course.shown_path(exercise).display().to_string();
    let path = look.paint(Ink::Faint, &path);
    format!(
        "{here} {mark} {:width$}  {stars}  {path}",
        exercise.name.as_str()
    )
}

/// `workbook/list/v1`: names and meanings are a public interface.
#[derive(Debug, Serialize)]
struct List {
    schema: &'static str,
    course: String,
    exercises: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    lesson: String,
    title: String,
    track: String,
    path: String,
    status: &'static str,
    current: bool,
    stars: u8,
    points: u32,
    hints: usize,
    paths: Vec<String>,
}

fn json(course: &Course, standing: &Standing) -> List {
    let exercises = course.exercises.iter().enumerate();
    List {
        schema: "workbook/list/v1",
        course: course.id.clone(),
        exercises: exercises
            .map(|(index, exercise)| {
                let lesson = &course.lessons[exercise.lesson];
                Row {
                    name: exercise.name.to_string(),
                    lesson: lesson.dir.clone(),
                    title: lesson.title.clone(),
                    track: lesson.track.clone(),
                    path: course.shown_path(exercise).display().to_string(),
                    status: if standing.done[index] {
                        "done"
                    } else {
                        "pending"
                    },
                    current: index == standing.current,
                    stars: exercise.stars,
                    points: exercise.points,
                    hints: exercise.hints.len(),
                    paths: paths_of(course, exercise),
                }
            })
            .collect(),
    }
}

/// The names of the paths that lead to an exercise.
fn paths_of(course: &Course, exercise: &Exercise) -> Vec<String> {
    let paths = course.paths.iter();
    let mine = paths.filter(|path| path.has(exercise));
    mine.map(|path| path.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    fn standing() -> Standing {
        Standing {
            done: vec![true, false],
            current: 1,
        }
    }

    #[test]
    fn the_table_shows_what_is_done_and_where_one_is() {
        assert_eq!(
            table(&sample::course(), &standing(), &Look::plain()),
            "03  Async fundamentals  1/2  beginner\n  \
             x join    *    exercises/03_async_fundamentals/02_join.rs\n\
             > - select  *    exercises/03_async_fundamentals/03_select.rs\n"
        );
    }

    #[test]
    fn tracks_and_paths_are_listed_with_what_is_done() {
        assert_eq!(
            parts(&sample::course(), &standing(), &Look::plain()),
            "A part of the course, for watch, list, check and status:\n  \
             --track beginner           1/2\n  \
             --path short               0/1  The short way\n"
        );
    }

    #[test]
    fn programs_get_one_object_for_each_exercise() {
        let list = serde_json::to_value(json(&sample::course(), &standing())).unwrap();
        assert_eq!(list["schema"], "workbook/list/v1");
        assert_eq!(list["exercises"][0]["status"], "done");
        assert_eq!(list["exercises"][1]["current"], true);
    }
}
