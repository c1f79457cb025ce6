//! Every hidden test says what it holds an answer to.

use super::checker;
use super::handed_in::files;
use std::fs;

/// Each of these takes the promise as it is quoted.
const PROMISES: [&str; 3] = ["promise(", "promise_against(", "never_blocks"];

#[test]
fn every_test_names_its_promise() {
    let hidden = files(&checker().join("hidden"));
    assert!(hidden.len() > 40, "the hidden tests were not found");
    let silent: Vec<String> = hidden
        .iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            !PROMISES.iter().any(|promise| text.contains(promise))
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no promise: {silent:?}");
}
