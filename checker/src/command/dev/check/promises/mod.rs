//! Whether each promise of an exercise is held by a hidden test: what the tests quote
//! stands in the exercise, and each sentence about a public item is quoted, or the
//! hidden file says why it is no promise.

mod exercise;
mod hidden;
mod literal;
mod sentences;

use super::problem::Problem;
use crate::course::{Course, Exercise, JudgedBy};
use exercise::{Comments, Doc};
use hidden::{Fault, Hidden, Quote};
use sentences::normal;
use std::fs;
use std::path::Path;

/// What is wrong with the promises of one exercise. A file that cannot be read is
/// named elsewhere.
pub(super) fn problems(course: &Course, exercise: &Exercise) -> Vec<Problem> {
    if exercise.judged_by != JudgedBy::HiddenTest {
        return Vec::new();
    }
    let paths = [course.exercise_path(exercise), course.hidden_path(exercise)];
    let [Ok(shipped), Ok(hidden)] = paths.each_ref().map(fs::read_to_string) else {
        return Vec::new();
    };
    let found = found(&shipped, &hidden);
    let problem = |found: Found| {
        let path: &Path = match found.side {
            Side::Exercise => &paths[0],
            Side::Hidden => &paths[1],
        };
        Problem::at(course, path, found.line, found.what, found.advice)
    };
    found.into_iter().map(problem).collect()
}

/// The promises that a hidden file quotes, each with the line that it stands in.
pub(in crate::command::dev) fn promises_of(hidden: &str) -> Vec<(usize, String)> {
    let quotes = Hidden::of(hidden).promises.into_iter();
    quotes.map(|quote| (quote.line, quote.words)).collect()
}

/// In which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Exercise,
    Hidden,
}

#[derive(Debug, PartialEq, Eq)]
struct Found {
    side: Side,
    line: usize,
    what: String,
    advice: &'static str,
}

fn found(shipped: &str, hidden: &str) -> Vec<Found> {
    let comments = Comments::of(shipped);
    let hidden = Hidden::of(hidden);
    let mut found: Vec<Found> = hidden.faults.iter().map(fault).collect();
    let stands = |quote: &&Quote| comments.say(&quote.words);
    let missing = |quote: &Quote, what: &str| Found {
        side: Side::Hidden,
        line: quote.line,
        what: format!(
            "{what} \"{}\", which no comment of the exercise says",
            quote.words
        ),
        advice: "Quote the exercise word by word: a sentence or a part of one.",
    };
    let quotes = hidden.promises.iter().filter(|quote| !stands(quote));
    found.extend(quotes.map(|quote| missing(quote, "it quotes")));
    let excuses = hidden.excuses.iter().filter(|quote| !stands(quote));
    found.extend(excuses.map(|quote| missing(quote, "it excuses")));
    // A course need not do this. In ours every file does: see `tests/tidy`.
    if !hidden.promises.is_empty() {
        let docs = exercise::public_docs(shipped);
        found.extend(docs.iter().flat_map(|doc| unquoted(doc, &hidden)));
    }
    found
}

/// The sentences of `doc` that nobody quotes.
fn unquoted(doc: &Doc, hidden: &Hidden) -> Vec<Found> {
    let quotes = hidden.promises.iter().chain(&hidden.excuses);
    let quoted: Vec<_> = quotes
        .flat_map(|quote| places(&doc.text, &quote.words))
        .collect();
    let sentences = doc.sentences.iter().filter(|sentence| {
        let overlaps = |(from, to): &(usize, usize)| *from < sentence.to && sentence.from < *to;
        !quoted.iter().any(overlaps)
    });
    let found = sentences.map(|sentence| Found {
        side: Side::Exercise,
        line: doc.line_of(sentence),
        what: format!(
            "no test holds: \"{}\"",
            &doc.text[sentence.from..sentence.to]
        ),
        advice: "Name it with `promise` in the hidden test that asks it, or say in the hidden \
                 file why it is none: // no promise: \"…\" reason",
    });
    found.collect()
}

/// Where `words` stand in `text`.
fn places(text: &str, words: &str) -> Vec<(usize, usize)> {
    let places = text.match_indices(words);
    places.map(|(at, words)| (at, at + words.len())).collect()
}

fn fault(fault: &Fault) -> Found {
    let (line, what, advice) = match fault {
        Fault::NoLiteral { line, call } => (
            line,
            format!("`{call}` is not given a plain text"),
            "Write the promise down here, as a literal.",
        ),
        Fault::Excuse { line } => (
            line,
            "this excuse cannot be understood".to_owned(),
            "Write: // no promise: \"the sentence\" and then the reason.",
        ),
    };
    let (side, line) = (Side::Hidden, *line);
    Found {
        side,
        line,
        what,
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXERCISE: &str = "// The scene. Nobody waits twice,\n// however slow it is.\n\n\
        use lab::ms;\n\n\
        /// The sum of `numbers`. It ends\n/// with the last one.\n\
        pub fn sum() {\n    // TODO\n}\n";

    #[track_caller]
    fn check(hidden: &str, want: &[&str]) {
        let found = found(EXERCISE, hidden);
        let seen: Vec<String> = found
            .iter()
            .map(|found| format!("{:?} {}: {}", found.side, found.line, found.what))
            .collect();
        assert_eq!(seen, want);
    }

    #[test]
    fn each_sentence_is_quoted_or_excused() {
        check("fn main() {}", &[]);
        let both = "// no promise: \"The sum of `numbers`.\" Its name.\n\
            fn a() { promise(\"It ends with the last one.\"); }";
        check(both, &[]);
        let missing = "Exercise 6: no test holds: \"It ends with the last one.\"";
        check("fn a() { promise(\"sum of `numbers`\"); }", &[missing]);
        let across = "fn a() { promise_against(Kind::Late, \"`numbers`. It ends\"); }";
        check(across, &[]);
    }

    #[test]
    fn what_is_quoted_stands_in_the_exercise() {
        let all = "promise(\"The sum of `numbers`. It ends with the last one.\");";
        let with = |line: &str| format!("{line}\nfn a() {{ {all} }}");
        check(
            &with("fn b() { never_blocks(\"Nobody waits twice, however\"); }"),
            &[],
        );
        let quote =
            "Hidden 1: it quotes \"Nobody waits\nlong\", which no comment of the exercise says"
                .replace('\n', " ");
        check(
            &with("fn b() { promise(\"Nobody waits long\"); }"),
            &[&quote],
        );
        let excuse = "Hidden 1: it excuses \"Nobody\", which no comment of the exercise says"
            .replace("Nobody", "Somebody");
        check(
            &with("// no promise: \"Somebody\" It is the scene."),
            &[&excuse],
        );
        check(
            &with("// no promise: Nobody"),
            &["Hidden 1: this excuse cannot be understood"],
        );
        let computed = "Hidden 1: `promise` is not given a plain text";
        check(&with("fn b() { promise(&text); }"), &[computed]);
    }

    #[test]
    fn a_problem_names_its_file_and_line() {
        use crate::command::dev::sample;
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        sample::write(dir.path(), "exercises/03_async/01_join.rs", EXERCISE);
        let hidden = "fn a() {\n    promise(\"The sum of `numbers`.\");\n}\n";
        sample::write(dir.path(), "checker/hidden/03_async/01_join.rs", hidden);
        let problems = problems(&course, &course.exercises[0]);
        let text: Vec<String> = problems.iter().map(Problem::to_string).collect();
        let begins = "exercises/03_async/01_join.rs:6: no test holds: \"It ends with";
        assert!(text.len() == 1 && text[0].starts_with(begins), "{text:?}");
    }
}
