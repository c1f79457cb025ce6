//! Hints are there, in layers, and none of them is the line to type.

use super::problem::Problem;
use crate::course::{Course, Exercise, JudgedBy};
use std::path::Path;

/// Where to look, which tool, what shape.
const LAYERS: usize = 3;

/// Shorter lines, such as `}` or `return;`, are in every text.
const TELLING: usize = 12;

/// A line that only opens something, such as `tokio::select! {`, is syntax that
/// a hint has to be able to show.
const TELLING_OPENER: usize = 28;

/// What is wrong with the hints, given the exercise's and the solution's text.
pub(super) fn problems(
    course: &Course,
    exercise: &Exercise,
    shipped: &str,
    solution: &str,
) -> Vec<Problem> {
    let name = &exercise.name;
    let problem = |what, advice: &str| {
        let file = course.root.join("info.toml");
        Problem::new(
            course,
            Path::new(&file),
            format!("exercise `{name}`: {what}"),
            advice,
        )
    };
    let mut problems = Vec::new();
    let wanted = match exercise.judged_by {
        JudgedBy::HiddenTest => LAYERS,
        JudgedBy::OwnTests | JudgedBy::Main => 1,
    };
    let layers = exercise.hints.len();
    if layers < wanted {
        problems.push(problem(
            format!("the number of hint layers is {layers}"),
            &format!(
                "Write {wanted}: `hint` is the first, `hints` has the others; where to look, \
                 which tool, what shape."
            ),
        ));
    }
    // A set of others has one hint, and what it tells is up to them.
    if exercise.judged_by != JudgedBy::HiddenTest {
        return problems;
    }
    let answer = telling_lines(solution, shipped);
    for (index, hint) in exercise.hints.iter().enumerate() {
        let hint = normalized(hint);
        if let Some(line) = answer.iter().find(|line| hint.contains(line.as_str())) {
            problems.push(problem(
                format!(
                    "layer {} of the hints holds a line of the solution: `{line}`",
                    index + 1
                ),
                "Name the tool, and show its syntax on another example.",
            ));
        }
    }
    problems
}

/// The lines of code that a learner has to find.
fn telling_lines(solution: &str, shipped: &str) -> Vec<String> {
    let given: Vec<_> = shipped.lines().map(normalized).collect();
    solution
        .lines()
        .map(normalized)
        .filter(|line| is_telling(line) && !line.starts_with("//"))
        .filter(|line| !given.contains(line))
        .collect()
}

fn is_telling(line: &str) -> bool {
    let least = match line.chars().last() {
        Some('(' | '[' | '{') => TELLING_OPENER,
        _ => TELLING,
    };
    line.len() > least
}

fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[track_caller]
    fn check(hints: &[&str], want: &[&str]) {
        let course = sample::course(Path::new("/course"));
        let exercise = Exercise {
            hints: hints.iter().map(|hint| (*hint).to_owned()).collect(),
            ..course.exercises[0].clone()
        };
        let shipped = "use tokio::join;\nfn main() {}\n// TODO\n";
        let solution = "use tokio::join;\nfn main() {}\n// Both at once, see below.\n\
                        let both = join!(user, orders);\n    both\n";
        let problems = problems(&course, &exercise, shipped, solution);
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            assert!(text.starts_with("info.toml: exercise `join`: "), "{text}");
            assert!(text.contains(want), "{text}");
        }
    }

    #[test]
    fn a_line_that_only_opens_something_tells_less_than_others() {
        assert!(!is_telling("tokio::select! {"));
        assert!(is_telling("tokio::join!(user, orders)"));
        assert!(is_telling("while let Some(page) = pages.next().await {"));
    }

    #[test]
    fn three_layers_that_do_not_tell_are_sound() {
        check(
            &[
                "Look at the await.",
                "See `join!`.",
                "`let x = join!(a, b);`",
            ],
            &[],
        );
    }

    #[test]
    fn fewer_layers_are_not_enough() {
        check(&["one", "two"], &["the number of hint layers is 2"]);
        check(&[], &["the number of hint layers is 0"]);
    }

    #[test]
    fn a_line_of_the_solution_is_found_whatever_its_spaces() {
        let telling = "Type\n  let both =  join!(user,\n orders);";
        check(&["one", telling, "three"], &["layer 2 of the hints holds"]);
    }

    #[test]
    fn the_one_hint_of_a_set_of_others_may_tell() {
        let course = sample::course(Path::new("/course"));
        let exercise = Exercise {
            judged_by: JudgedBy::OwnTests,
            hints: vec!["let both = join!(user, orders);".to_owned()],
            ..course.exercises[0].clone()
        };
        let solution = "let both = join!(user, orders);";
        assert!(problems(&course, &exercise, "", solution).is_empty());
    }

    #[test]
    fn what_the_exercise_shows_anyway_may_be_repeated() {
        check(
            &["You have `use tokio::join;`.", "both at once", "three"],
            &[],
        );
    }
}
