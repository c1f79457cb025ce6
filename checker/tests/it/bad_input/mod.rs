//! What is not as it should be: each case gets one clear message that says what
//! to do, the code 3 where the course or the environment is at fault, and the
//! learner's files stay as they were, byte for byte.

mod building;
mod cache;
mod course;
mod disk;
mod machine;
mod not_a_file;
mod permissions;
mod toolchain;
mod unwell;

use crate::support::{Bench, Ran};

/// Make calls that must fail with 3, say `wants`, and change nothing.
#[track_caller]
fn refuses(bench: &Bench, calls: &[&[&str]], wants: &[&str]) {
    let before = bench.learners_files();
    for arguments in calls {
        let mut ran = bench.workbook(arguments).exits(3).complains_once();
        for want in wants {
            ran = ran.stderr_has(want);
        }
    }
    assert_eq!(bench.learners_files(), before);
}

/// The commands that need nothing but a course.
const READING: [&[&str]; 4] = [&["list"], &["status"], &["hint"], &["next"]];
/// The commands that judge.
const JUDGING: [&[&str]; 2] = [&["run"], &["check", "--all"]];

/// A verdict came, whatever else was said.
#[track_caller]
fn judged(ran: Ran<'_>) -> Ran<'_> {
    ran.exits(1).stdout_has("FAIL  add: wrong result")
}
