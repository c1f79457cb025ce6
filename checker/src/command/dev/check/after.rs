//! What is said after a pass: in a course that has such texts, each exercise has
//! them, and they are short.

use super::problem::Problem;
use crate::course::{Course, Exercise};
use crate::info_file::AFTER;

/// Longer ones are not read at that moment.
const MOST_CHARACTERS: usize = 240;

/// What is wrong with those of one exercise.
pub(super) fn problems(course: &Course, exercise: &Exercise) -> Vec<Problem> {
    if course.exercises.iter().all(|one| one.after.is_none()) {
        return Vec::new();
    }
    let name = exercise.name.as_str();
    let lesson = &course.lessons[exercise.lesson];
    let file = course.root.join("exercises").join(&lesson.dir).join(AFTER);
    let problem = |what: String, advice: &str| {
        Problem::new(course, &file, format!("exercise `{name}`: {what}"), advice)
    };
    let Some(after) = &exercise.after else {
        let advice = format!(
            "Add a table [{name}] with `why`, a sentence that says why it matters, and \
             `question`, one to think about."
        );
        let what = "nothing is said after a pass".to_owned();
        return vec![problem(what, &advice)];
    };
    let mut problems = Vec::new();
    for (key, text, end) in [("why", &after.why, '.'), ("question", &after.question, '?')] {
        if !text.ends_with(end) {
            let what = format!("`{key}` does not end with `{end}`");
            problems.push(problem(what, "Write whole sentences."));
        }
        let length = text.chars().count();
        if length > MOST_CHARACTERS {
            let what = format!("`{key}` has {length} characters, of {MOST_CHARACTERS} at most");
            problems.push(problem(what, "It is read in passing: keep one thought."));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::After;
    use crate::reporter::sample;

    fn said(why: &str, question: &str) -> Option<After> {
        let (why, question) = (why.to_owned(), question.to_owned());
        Some(After { why, question })
    }

    /// The problems of the second exercise; the first one has its texts, or not.
    fn told(first: Option<After>, second: Option<After>) -> String {
        let mut course = sample::course();
        course.exercises[0].after = first;
        course.exercises[1].after = second;
        let problems = problems(&course, &course.exercises[1]);
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("\n")
    }

    #[test]
    fn a_course_has_them_for_all_exercises_or_for_none() {
        assert_eq!(told(None, None), "");
        let some = || said("Because.", "Why?");
        assert_eq!(told(some(), some()), "");
        let told = told(some(), None);
        assert!(told.contains("nothing is said after a pass"), "{told}");
    }

    #[test]
    fn they_are_short_and_whole_sentences() {
        let some = || said("Because.", "Why?");
        let told = |why: &str, question: &str| told(some(), said(why, question));
        assert!(told("Because", "Why?").contains("`why` does not end with `.`"));
        assert!(told("Because.", "Why.").contains("`question` does not end with `?`"));
        let long = "a".repeat(240) + ".";
        assert!(told(&long, "Why?").contains("241 characters"));
    }
}
