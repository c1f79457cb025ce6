//! What hidden tests compare with.
//!
//! `proof::equal` is given what it compares with after the answer has run. What
//! stands in the text of the test, no answer changes; what is computed then from
//! something that the answer was lent, it does. That goes to the checker
//! beforehand, through `proof::expected`.

use super::checker;
use std::fs;
use std::path::{Path, PathBuf};

/// What may be called after the fact: it makes another type of what is there.
const HARMLESS: [&str; 7] = [
    "to_owned",
    "to_vec",
    "to_string",
    "into",
    "map",
    "then_some",
    "pow",
];

#[test]
fn what_is_computed_is_expected_before_the_answer_is_called() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for folder in ["hidden", "tests/arena/exercises"] {
        for path in sources(&checker().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            for (line, wanted) in compared_with(&text) {
                seen += 1;
                if let Some(what) = computed(&wanted) {
                    wrong.push(format!("{}:{line}: `{what}`", path.display()));
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} calls of `equal` were found");
    let advice = "is computed after the answer has run: use `proof::expected`";
    assert!(wrong.is_empty(), "{}\n{advice}", wrong.join("\n"));
}

#[test]
fn a_sum_is_computed_and_a_number_is_not() {
    let calls = compared_with(
        "equal(\"a, b\", sum(&n), n.iter().sum::<u64>());\nequal(w, [1, 2], f(x, 3));",
    );
    assert_eq!(calls[0], (1, "n.iter().sum::<u64>()".to_owned()));
    assert_eq!(calls[1], (2, "f(x, 3)".to_owned()));
    for text in [
        "n.iter().sum::<u64>()",
        "add(&file)",
        "sales.len()",
        "Ok(much.len())",
    ] {
        assert!(computed(text).is_some(), "{text}");
    }
    for text in [
        "42",
        "\"a.b()\"",
        "[\"grün\", \"茶\"]",
        "\"café.b()\"",
        "Ok(texts.to_vec())",
        "names.map(Ok)",
        "ms(5)",
        "&[1, 2]",
    ] {
        assert_eq!(computed(text), None);
    }
}

/// The call in it that computes something, if there is one.
fn computed(wanted: &str) -> Option<&str> {
    let mut in_text = false;
    for (at, letter) in wanted.char_indices() {
        let rest = &wanted[at..];
        match letter {
            '"' => in_text = !in_text,
            _ if in_text => {}
            '.' => {
                let name: &str = rest[1..]
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()?;
                let is_call = ["(", "::"]
                    .iter()
                    .any(|end| rest[1 + name.len()..].starts_with(end));
                if is_call && !HARMLESS.contains(&name) {
                    return Some(wanted);
                }
            }
            '&' if rest[1..].starts_with(|c: char| c.is_ascii_lowercase()) => return Some(wanted),
            _ => {}
        }
    }
    None
}

/// The third argument of each call of `equal`, with its line.
fn compared_with(text: &str) -> Vec<(usize, String)> {
    let calls = text.match_indices("equal(").filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    let third = calls.filter_map(|(at, name)| {
        let wanted = arguments(&text[at + name.len()..]).get(2)?.clone();
        Some((text[..at].matches('\n').count() + 1, wanted))
    });
    third.collect()
}

/// What stands between commas, up to the bracket that closes the call.
fn arguments(text: &str) -> Vec<String> {
    let (mut found, mut depth, mut in_text, mut before) = (vec![String::new()], 0, false, ' ');
    for letter in text.chars() {
        match letter {
            '"' if before != '\\' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text && depth == 0 => break,
            ')' | ']' | '}' if !in_text => depth -= 1,
            ',' if !in_text && depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        before = letter;
        found.last_mut().unwrap().push(letter);
    }
    found.into_iter().map(|one| one.trim().to_owned()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false => found.push(path),
        }
    }
    found
}
