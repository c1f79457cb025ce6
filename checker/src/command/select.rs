//! From what was typed to exercises and lessons.

use crate::cli::PartArgs;
use crate::course::{Course, Exercise, Lesson};
use crate::exit::Failure;
use crate::progress::Progress;
use std::path::Path;
use std::sync::Arc;

/// The exercise that `name` means: its name, an older name of it, or its file.
///
/// # Errors
///
/// A usage error that names what is similar.
pub(crate) fn exercise<'c>(course: &'c Course, name: &str) -> anyhow::Result<&'c Exercise> {
    let found = course.find(name).or_else(|| by_file(course, name));
    found.ok_or_else(|| Failure::Usage(unknown(course, name)).into())
}

/// The exercise that was named, else the current one.
pub(crate) fn exercise_or_current<'c>(
    course: &'c Course,
    name: Option<&str>,
    progress: &Progress,
) -> anyhow::Result<&'c Exercise> {
    match name {
        Some(name) => exercise(course, name),
        // A current exercise that no longer exists: start at the first.
        None => match course.find(progress.current()) {
            Some(current) => Ok(current),
            None => exercise(course, course.exercises[0].name.as_str()),
        },
    }
}

/// The lesson with this number, and its place.
///
/// # Errors
///
/// A usage error that names the lessons that exist.
pub(crate) fn lesson(course: &Course, number: u32) -> anyhow::Result<(usize, &Lesson)> {
    let lessons = || course.lessons.iter().enumerate();
    let found = lessons().find(|(_, lesson)| lesson.number() == Some(number));
    found.ok_or_else(|| {
        let known: Vec<_> = lessons()
            .filter_map(|(_, lesson)| Some(format!("{} ({})", lesson.number()?, lesson.title)))
            .collect();
        let known = match known.is_empty() {
            true => "this course has no numbered lessons".to_owned(),
            false => format!("the lessons are: {}", known.join(", ")),
        };
        Failure::Usage(format!("there is no lesson {number}; {known}")).into()
    })
}

/// The course with the exercises of the track or the path that was asked for.
///
/// # Errors
///
/// A usage error that names the tracks or the paths that exist.
pub(crate) fn part(course: &Arc<Course>, args: &PartArgs) -> anyhow::Result<Arc<Course>> {
    let (mut part, name) = match (&args.track, &args.path) {
        (Some(track), _) => (of_track(course, track)?, format!("track {track}")),
        (None, Some(path)) => (on_path(course, path)?, format!("path {path}")),
        (None, None) => return Ok(Arc::clone(course)),
    };
    part.title = format!("{}, {name}", course.title);
    part.welcome = None;
    part.farewell = Some(format!(
        "That was the last exercise of the {name}. `workbook watch` goes on with the others."
    ));
    Ok(Arc::new(part))
}

fn of_track(course: &Course, track: &str) -> anyhow::Result<Course> {
    let part = course.only(|exercise| course.lessons[exercise.lesson].track == track);
    let tracks = course.tracks();
    match part.exercises.is_empty() {
        true => Err(no_such("track", track, &tracks)),
        false => Ok(part),
    }
}

fn on_path(course: &Course, name: &str) -> anyhow::Result<Course> {
    let paths = || course.paths.iter();
    let Some(path) = paths().find(|path| path.name == name) else {
        let known: Vec<_> = paths().map(|path| path.name.as_str()).collect();
        return Err(no_such("path", name, &known));
    };
    Ok(course.only(|exercise| path.has(exercise)))
}

fn no_such(what: &str, name: &str, known: &[&str]) -> anyhow::Error {
    let known = match known.is_empty() {
        true => format!("this course has no {what}s"),
        false => format!("the {what}s are: {}", known.join(", ")),
    };
    Failure::Usage(format!("there is no {what} `{name}`; {known}")).into()
}

/// `exercises/03_async/02_join.rs`, typed or completed by a shell. Only the
/// whole path counts: a copy of a file is another file.
fn by_file<'c>(course: &'c Course, name: &str) -> Option<&'c Exercise> {
    let path = Path::new(name);
    let exercises = course.exercises.iter();
    exercises.clone().find(|exercise| {
        let shown = course.shown_path(exercise);
        path == shown || path == course.root.join(shown) || path == exercise.file
    })
}

fn unknown(course: &Course, name: &str) -> String {
    let names = course.exercises.iter().map(|e| e.name.as_str());
    let nearest = names
        .map(|known| (distance(name, known), known))
        .min()
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4);
    let guess = match nearest {
        Some((_, known)) => format!("did you mean `{known}`? "),
        None => String::new(),
    };
    format!("there is no exercise `{name}`; {guess}`workbook list` shows all of them")
}

/// How many letters have to be changed, added, removed or swapped with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<_>, Vec<_>) = (
        a.to_lowercase().chars().collect(),
        b.to_lowercase().chars().collect(),
    );
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let changed = above[j] + usize::from(x != y);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    #[track_caller]
    fn check(typed: &str, want: Result<&str, &str>) {
        let course = sample::course();
        let got = exercise(&course, typed);
        match (&got, want) {
            (Ok(exercise), Ok(name)) => assert_eq!(exercise.name.as_str(), name),
            (Err(error), Err(text)) => assert!(error.to_string().contains(text), "{error}"),
            _ => panic!("{got:?}"),
        }
    }

    #[test]
    fn a_name_and_a_file_mean_the_exercise() {
        check("join", Ok("join"));
        check("exercises/03_async_fundamentals/03_select.rs", Ok("select"));
        check(
            "/course/exercises/03_async_fundamentals/02_join.rs",
            Ok("join"),
        );
    }

    #[test]
    fn a_slip_is_answered_with_the_name_that_was_meant() {
        check("jion", Err("did you mean `join`?"));
        check("Selct", Err("did you mean `select`?"));
    }

    #[test]
    fn what_is_like_nothing_is_answered_with_the_list() {
        check(
            "bakery",
            Err("there is no exercise `bakery`; `workbook list`"),
        );
        check("02_join copy.rs", Err("no exercise"));
        check("", Err("no exercise ``"));
    }

    #[test]
    fn an_unknown_exercise_is_a_mistake_in_the_command_line() {
        let error = exercise(&sample::course(), "nope").unwrap_err();
        assert_eq!(crate::exit::code(&Err(error)), crate::exit::USAGE);
    }

    #[track_caller]
    fn check_part(args: PartArgs, want: Result<&[&str], &str>) {
        match (part(&Arc::new(sample::course()), &args), want) {
            (Ok(part), Ok(want)) => {
                let names: Vec<_> = part.exercises.iter().map(|e| e.name.as_str()).collect();
                assert_eq!(names, want);
            }
            (Err(error), Err(text)) => assert!(error.to_string().contains(text), "{error}"),
            (got, want) => panic!("{got:?} instead of {want:?}"),
        }
    }

    #[test]
    fn a_track_and_a_path_are_parts_of_the_course() {
        let track = |track: &str| PartArgs {
            track: Some(track.to_owned()),
            path: None,
        };
        let path = |path: &str| PartArgs {
            track: None,
            path: Some(path.to_owned()),
        };
        check_part(PartArgs::default(), Ok(&["join", "select"]));
        check_part(track("beginner"), Ok(&["join", "select"]));
        check_part(path("short"), Ok(&["select"]));
        check_part(
            track("expert"),
            Err("no track `expert`; the tracks are: beginner"),
        );
        check_part(path("long"), Err("no path `long`; the paths are: short"));
    }

    #[test]
    fn an_unknown_lesson_is_answered_with_the_known_ones() {
        let course = sample::course();
        assert_eq!(lesson(&course, 3).unwrap().0, 0);
        let error = lesson(&course, 7).unwrap_err().to_string();
        assert!(error.contains("3 (Async fundamentals)"), "{error}");
    }
}
