//! `workbook status`: how far one is, and where to go on.

use super::context::Context;
use super::heat::{Heat, legend, strip};
use super::run::write_json;
use super::select;
use super::standing::{Standing, title};
use crate::cli::StatusArgs;
use crate::course::Course;
use crate::exit;
use crate::reporter::{Ink, Look, Page};
use serde::Serialize;
use std::fmt::Write as _;

pub(super) fn execute(args: &StatusArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let whole = context.course()?;
    let course = select::part(&whole, &args.part)?;
    let progress = context.progress(&whole)?;
    let standing = Standing::new(&course, &progress);
    if args.json {
        write_json(&json(&course, &standing), context)?;
    } else if args.markdown {
        context.write(&markdown(&course, &standing))?;
    } else {
        let go_on = format!("workbook watch{}", args.part);
        let exercises = course.exercises.iter();
        let histories = exercises.map(|one| progress.history(one.name.as_str()));
        let heats: Vec<_> = histories.map(|history| Heat::of(&history)).collect();
        let text = text(&course, &standing, &heats, &go_on, &context.look);
        context.write(&text)?;
    }
    Ok(exit::OK)
}

fn text(course: &Course, standing: &Standing, heats: &[Heat], go_on: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    let (done, total) = (standing.count(), course.exercises.len());
    page.line(&look.paint(Ink::Strong, &course.title));
    page.line(&bar(done, total, look));
    page.gap();
    let titles = course
        .lessons
        .iter()
        .map(|lesson| title(lesson).chars().count());
    let width = titles.max().unwrap_or(0);
    for (lesson, done, total) in standing.lessons(course) {
        let number = lesson.number().map(|n| format!("{n:02}  "));
        let number = number.unwrap_or_default();
        let plain_count = format!("{done}/{total}");
        let ink = if done == total { Ink::Pass } else { Ink::Plain };
        let count = look.paint(ink, &plain_count);
        let mine = course.exercises.iter().zip(heats);
        let mine = mine.filter(|(one, _)| course.lessons[one.lesson].dir == lesson.dir);
        let strip = strip(mine.map(|(_, heat)| *heat), look);
        let pad = " ".repeat("12/12".len().saturating_sub(plain_count.len()));
        page.line(&format!(
            "  {number}{:width$}  {pad}{count}  {strip}",
            title(lesson)
        ));
    }
    let legend = legend(heats, look);
    if !legend.is_empty() {
        page.gap();
        page.prose(2, Ink::Faint, &legend);
    }
    page.gap();
    if done == total {
        page.line("Every exercise is done.");
        return page.into_text();
    }
    let current = &course.exercises[standing.current];
    let path = course.shown_path(current).display().to_string();
    let name = look.paint(Ink::Strong, current.name.as_str());
    page.line(&format!("Current: {name}  {path}"));
    page.line(&format!("Go on:   {}", look.paint(Ink::Code, go_on)));
    page.into_text()
}

/// `Progress [#######>------------] 14/41`
fn bar(done: usize, total: usize, look: &Look) -> String {
    let front = "Progress [";
    let count = format!("] {done}/{total}");
    let room = look.width.min(72).saturating_sub(front.len() + count.len());
    let full = (room * done).checked_div(total).unwrap_or(0);
    let head = if done < total && full < room { ">" } else { "" };
    let filled = look.paint(Ink::Pass, &format!("{}{head}", "#".repeat(full)));
    let empty = "-".repeat(room.saturating_sub(full + head.len()));
    format!("{front}{filled}{empty}{count}")
}

fn markdown(course: &Course, standing: &Standing) -> String {
    let (done, total) = (standing.count(), course.exercises.len());
    let mut text = format!(
        "**{}**: {done} of {total} exercises done\n\n| Lesson | Done |\n| --- | --- |\n",
        course.title
    );
    for (lesson, done, total) in standing.lessons(course) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "| {} | {done}/{total} |",
            title(lesson).replace('|', "\\|")
        );
    }
    text
}

/// `workbook/status/v1`: names and meanings are a public interface.
#[derive(Debug, Serialize)]
struct Status {
    schema: &'static str,
    course: String,
    done: usize,
    total: usize,
    current: Current,
    lessons: Vec<Lesson>,
}

#[derive(Debug, Serialize)]
struct Current {
    name: String,
    path: String,
    done: bool,
}

#[derive(Debug, Serialize)]
struct Lesson {
    dir: String,
    title: String,
    track: String,
    done: usize,
    total: usize,
}

fn json(course: &Course, standing: &Standing) -> Status {
    let current = &course.exercises[standing.current];
    let lessons = standing
        .lessons(course)
        .map(|(lesson, done, total)| Lesson {
            dir: lesson.dir.clone(),
            title: lesson.title.clone(),
            track: lesson.track.clone(),
            done,
            total,
        });
    Status {
        schema: "workbook/status/v1",
        course: course.id.clone(),
        done: standing.count(),
        total: course.exercises.len(),
        current: Current {
            name: current.name.to_string(),
            path: course.shown_path(current).display().to_string(),
            done: standing.done[standing.current],
        },
        lessons: lessons.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    fn standing(done: [bool; 2]) -> Standing {
        let done = done.to_vec();
        Standing { done, current: 1 }
    }

    #[test]
    fn a_person_sees_a_bar_the_lessons_and_where_to_go_on() {
        assert_eq!(
            text(
                &sample::course(),
                &standing([true, false]),
                &[Heat::Low, Heat::Untouched],
                "workbook watch --path short",
                &Look::plain()
            ),
            "Concurrency\n\
             Progress [############################>----------------------------] 1/2\n\n  \
             03  Async fundamentals    1/2  _.\n\n  \
             _ done in 1 or 2 attempts, . not begun\n\n\
             Current: select  exercises/03_async_fundamentals/03_select.rs\n\
             Go on:   workbook watch --path short\n"
        );
    }

    #[test]
    fn when_all_is_done_there_is_nowhere_to_go_on() {
        let text = text(
            &sample::course(),
            &standing([true, true]),
            &[Heat::Low, Heat::Low],
            "workbook watch",
            &Look::plain(),
        );
        assert!(
            text.ends_with("attempts\n\nEvery exercise is done.\n"),
            "{text}"
        );
    }

    #[test]
    fn a_full_bar_has_no_head_and_a_narrow_one_does_not_break() {
        let look = Look {
            width: 24,
            ..Look::plain()
        };
        assert_eq!(bar(2, 2, &look), "Progress [#########] 2/2");
        assert_eq!(bar(0, 2, &look), "Progress [>--------] 0/2");
        let look = Look { width: 3, ..look };
        assert_eq!(bar(0, 2, &look), "Progress [] 0/2");
    }

    #[test]
    fn a_readme_gets_a_table() {
        assert_eq!(
            markdown(&sample::course(), &standing([true, false])),
            "**Concurrency**: 1 of 2 exercises done\n\n\
             | Lesson | Done |\n| --- | --- |\n| Async fundamentals | 1/2 |\n"
        );
    }

    #[test]
    fn programs_get_numbers() {
        let status = json(&sample::course(), &standing([true, true]));
        let status = serde_json::to_value(status).unwrap();
        assert_eq!(status["done"], 2);
        assert_eq!(status["current"]["name"], "select");
        assert_eq!(status["lessons"][0]["total"], 2);
    }
}
