//! A namespace of its own for processes, with the `/proc` of the world outside:
//! the same numbers are other processes there.
#![cfg(target_os = "linux")]

use crate::support::{Bench, PROGRAM, skipped};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::process::Command;

/// The checker has the number 2, as the parent of the kernel's own threads has in
/// many worlds outside; so their numbers, which it takes for those of its
/// children, are those of the bystanders here.
const SCRIPT: &str = r#"
sh -c 'read -r _ < go; exec "$0" "$@"' "$0" "$@" &
checker=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 600 &
    bystanders="$bystanders $!"
done
echo > go
wait "$checker"
echo "ended with $?"
kill -TERM $bystanders
for pid in $bystanders; do
    wait "$pid"
    [ $? = 143 ] && alive="$alive+"
done
echo "alive: $alive"
"#;

/// The start of a call in a namespace of its own, where one can be had.
fn apart() -> Option<Vec<&'static str>> {
    for words in [&["unshare", "-p", "-f"][..], &["unshare", "-r", "-p", "-f"]] {
        let mut tried = Command::new(words[0]);
        tried.args(&words[1..]).arg("true");
        if tried.output().is_ok_and(|ended| ended.status.success()) {
            return Some(words.to_vec());
        }
    }
    skipped("there are no namespaces to be had here");
    None
}

#[test]
fn nobody_but_descendants_is_ended_where_proc_is_of_another_world() {
    let Some(mut words) = apart() else { return };
    let bench = Bench::new();
    bench.answer("add", "42");
    let go = bench.path("go");
    mknodat(CWD, go, FileType::Fifo, Mode::RWXU, 0).unwrap();
    words.extend(["sh", "-c", SCRIPT, PROGRAM]);
    words.extend(["run", "add"]);
    let command = bench.in_environment(words[0], &words[1..]);
    bench
        .call(command)
        .exits(0)
        .stdout_has("PASS  add")
        .stdout_has("ended with 0")
        .stdout_has(&format!("alive: {}\n", "+".repeat(20)))
        .stderr_has("/proc");
}

#[test]
fn the_doctor_says_what_is_not_ended_there() {
    let Some(mut words) = apart() else { return };
    let bench = Bench::new();
    words.extend([PROGRAM, "doctor"]);
    let command = bench.in_environment(words[0], &words[1..]);
    bench.call(command).stdout_has("/proc");
    assert!(!bench.workbook(&["doctor"]).stdout().contains("/proc"));
}
