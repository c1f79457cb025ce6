//! Whatever a hidden test hands to a generic function has one type in all tests of the
//! exercise: `type_name`, `TypeId` and `size_of` then say nothing of which test it is.

use super::checker;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn no_hidden_test_hands_in_a_type_that_tells_which_test_it_is() {
    let mut problems = Vec::new();
    let mut seen = 0;
    for hidden in files(&checker().join("hidden")) {
        let place = hidden.strip_prefix(checker().join("hidden")).unwrap();
        let exercise = fs::read_to_string(checker().join("../exercises").join(place)).unwrap();
        let test = fs::read_to_string(&hidden).unwrap();
        let generic = generic_functions(&exercise);
        seen += generic.len();
        let found = problems_of(&test, &generic);
        problems.extend(
            found
                .iter()
                .map(|what| format!("{}: {what}", place.display())),
        );
    }
    assert!(seen > 10, "the generic functions were not found");
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn what_tells_which_test_it_is_is_found() {
    let function = "pub fn run<F>(&self, work: F)\nwhere\n    F: FnOnce(),\n{\n";
    let generic = generic_functions(function);
    assert_eq!(generic, ["run"]);
    assert!(generic_functions("pub fn run(&self, list: &[u64]) {\n").is_empty());
    let check = |test: &str, want: usize| {
        assert_eq!(problems_of(test, &generic).len(), want, "{test}");
    };
    check("exercise::run(|| 7)", 1);
    check("one.run(async { 7 })", 1);
    check("fn run(work: impl FnOnce()) {\n exercise::run(work)\n}", 1);
    check("let work = move || 7;\nexercise::run(work)", 1);
    check("use exercise::{Thing, run};", 1);
    check(
        "let work: Box<dyn FnOnce()> = Box::new(work);\nexercise::run(work)",
        0,
    );
    check(
        "fn run(work: impl FnOnce()) {\n exercise::run(called(\"work\", work))\n}",
        0,
    );
    check(
        "type Work<'a> = &'a (dyn Fn() + Sync);\nlet work: Work = &|| 7;\nexercise::run(work)",
        0,
    );
    check("one.run(future.boxed())", 0);
    check("scope.run(|| 7)", 0);
    check("exercise::run(async |n| n)", 0);
    check(
        "exercise::run(async |n| n);\nexercise::run(async move |n| n)",
        2,
    );
    check("exercise::run(async |n| n, || 7)", 1);
}

pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let lessons = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = lessons.flat_map(|lesson| fs::read_dir(lesson).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// The names of the functions that are given something of any type.
fn generic_functions(exercise: &str) -> Vec<String> {
    let code = exercise.split("#[cfg(test)]").next().unwrap_or_default();
    let mut names = Vec::new();
    for start in ["pub fn ", "pub async fn "] {
        for rest in code.split(start).skip(1) {
            let head = rest.split('{').next().unwrap_or_default();
            let name: String = head
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let typed =
                head[name.len()..].starts_with('<') && !head[name.len()..].starts_with("<'");
            if typed || head.contains("impl ") {
                names.push(name);
            }
        }
    }
    names
}

fn problems_of(test: &str, generic: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    for name in generic {
        let imported = test
            .lines()
            .filter(|line| line.starts_with("use exercise::"));
        let words = |line: &str| {
            let parts = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        if imported.flat_map(words).any(|word| word == *name) {
            problems.push(format!(
                "call `exercise::{name}` by its path, where it can be looked for"
            ));
        }
        let calls = calls(test, name);
        let is_only_one = calls.len() == 1;
        for arguments in calls {
            // No box holds an async closure. All tests come by the only call of a file.
            let is_of_all = |of: &str| is_only_one && is_async_closure(of);
            let mut arguments_that_tell = arguments.iter().filter(|of| tells(test, of));
            if !arguments_that_tell.all(|argument| is_of_all(argument)) {
                problems.push(format!(
                    "`{name}({})` hands in a type of its own; put it in a `Box<dyn …>`, as `called` \
                     and `boxed` do",
                    arguments.join(", ")
                ));
            }
        }
    }
    problems
}

/// The arguments of each call of the exercise's function `name`.
fn calls(test: &str, name: &str) -> Vec<Vec<String>> {
    let mut calls = Vec::new();
    for (at, call) in test.match_indices(&format!("{name}(")) {
        let before = &test[..at];
        let receiver = before.strip_suffix('.').map(|before| {
            let word = before
                .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                .next();
            word.unwrap_or_default()
        });
        // Threads and pools have methods of the same names.
        let of_others = |receiver: &str| ["scope", "thread", "runtime", ""].contains(&receiver);
        let ours = before.ends_with("exercise::") || receiver.is_some_and(|name| !of_others(name));
        if ours {
            calls.push(arguments(&test[at + call.len()..]));
        }
    }
    calls
}

/// Up to the bracket that closes them.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut arguments) = (0, vec![String::new()]);
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        arguments.last_mut().unwrap().push(letter);
    }
    arguments
        .iter()
        .map(|argument| argument.trim().to_owned())
        .collect()
}

/// The names that a test gives to types which tell nothing.
fn erased_types(test: &str) -> impl Iterator<Item = &str> {
    let types = test.lines().filter_map(|line| line.strip_prefix("type "));
    let types = types.filter(|line| line.contains("dyn "));
    types.filter_map(|line| line.split(['<', ' ']).next())
}

/// Written in place.
fn is_async_closure(argument: &str) -> bool {
    argument.starts_with("async |") || argument.starts_with("async move |")
}

fn tells(test: &str, argument: &str) -> bool {
    let starts = |start: &str| argument.starts_with(start);
    if starts("|") || starts("move |") || starts("async ") || starts("&|") {
        return true;
    }
    let name = argument.trim_start_matches('&').trim_start_matches("mut ");
    let erased = test.lines().any(|line| {
        let has = |word: &str| line.contains(word);
        has(&format!("let {name}: ")) && (has("dyn ") || has("Box"))
            || has(&format!("let {name} = ")) && (has("called") || has(".boxed"))
            || erased_types(test).any(|of| has(&format!("let {name}: {of} =")))
    });
    let is_any = [
        format!("{name}: impl "),
        format!("{name}: F"),
        format!("let {name} = |"),
        format!("let {name} = move |"),
    ];
    !erased && is_any.iter().any(|any| test.contains(any))
}
