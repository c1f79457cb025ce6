//! Big classes.

use super::Class;
use crate::support::answer;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

/// The most memory, in KiB, that grading the class had.
fn peak_of(size: usize) -> u64 {
    let class = Class::new();
    for number in 0..size {
        let body = ["42", "41", "40 + 2"][number % 3];
        class.hand_in(&format!("s{number:05}/add.rs"), &answer("add", body));
    }
    let mut command = class.command(&["--each", "class"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        // It is the highest so far, so the last look counts.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(number.unwrap_or(0));
        std::thread::park_timeout(Duration::from_millis(5));
    }
    assert!(child.wait().unwrap().success());
    let book = class.read("grades/gradebook.csv");
    assert_eq!(book.lines().count(), size + 1);
    assert!(peak > 0);
    peak
}

#[test]
fn memory_does_not_grow_with_the_class() {
    let (small, big) = (peak_of(20), peak_of(1000));
    assert!(big < small + 8 * 1024, "{small} KiB, then {big} KiB");
}
