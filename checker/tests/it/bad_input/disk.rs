//! A full disk: a small file system of our own, in a mount namespace that is
//! gone with the process.

use crate::support::{Bench, PROGRAM, Ran, skipped};
use std::fs;
use std::path::Path;

/// The words in front of a script that may mount; `None` where nobody may.
pub(super) fn namespace() -> Option<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [
        &["unshare", "--mount", "sh", "-euc"],
        &[
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-euc",
        ],
    ];
    let works = |way: &&&[&str]| {
        let tried = std::process::Command::new(way[0])
            .args(&way[1..])
            .arg("mount -t tmpfs tmpfs /mnt")
            .output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    let way = WAYS.iter().find(works).copied();
    if way.is_none() {
        skipped("no file system can be mounted here");
    }
    way
}

/// Run `script` with a file system of `size` mounted at `$DISK`, which holds
/// `content`. `fill` leaves no byte free; what is on it in the end is copied to
/// `after` for us to look at.
fn on_a_small_disk<'b>(
    bench: &'b Bench,
    size: &str,
    content: &Path,
    script: &str,
) -> Option<Ran<'b>> {
    let namespace = namespace()?;
    let disk = bench.folder().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = format!(
        "fill() {{ dd if=/dev/zero of=\"$DISK/filler\" bs=1k >/dev/null 2>&1 || true; }}\n\
         mount -t tmpfs -o size={size} tmpfs \"$DISK\"\n\
         cp -a \"$CONTENT/.\" \"$DISK/\"\n\
         cd \"$DISK\"\n\
         code=0; {{ {script}\n }} || code=$?\n\
         rm -f \"$DISK/filler\"; cp -a \"$DISK/.\" \"$AFTER/\"\n\
         exit $code"
    );
    let after = bench.folder().join("after");
    fs::create_dir(&after).unwrap();
    let words = [&namespace[1..], &[&script]].concat();
    let mut command = bench.in_environment(namespace[0], &words);
    command
        .env("DISK", &disk)
        .env("CONTENT", content)
        .env("AFTER", &after)
        .env("WORKBOOK", PROGRAM);
    Some(bench.call(command))
}

#[test]
fn a_verdict_is_given_and_nothing_is_lost_when_the_workbooks_disk_is_full() {
    let bench = Bench::new();
    bench.answer("add", "40 + 2");
    bench.workbook(&["next"]).exits(0);
    let state = bench.read(".workbook/state.json");
    let script = "fill; \"$WORKBOOK\" run add";
    let Some(ran) = on_a_small_disk(&bench, "256k", bench.root(), script) else {
        return;
    };
    ran.exits(0)
        .stdout_has("PASS  add")
        .stderr_has("warning: the verdict is not recorded")
        .stderr_has("make room on the disk");
    let after = bench.folder().join("after");
    let add = bench.exercise("add");
    assert_eq!(
        fs::read_to_string(after.join(add)).unwrap(),
        bench.read(add)
    );
    let kept = fs::read_to_string(after.join(".workbook/state.json"));
    assert_eq!(kept.unwrap(), state);
}

#[test]
fn a_reset_without_room_for_the_backup_changes_nothing() {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    let file = "exercises/03_async_fundamentals/02_join.rs";
    bench.save(file, &"// my answer\n".repeat(1000));
    let script = "fill; \"$WORKBOOK\" reset join --yes";
    let Some(ran) = on_a_small_disk(&bench, "4m", bench.root(), script) else {
        return;
    };
    ran.exits(3)
        .complains_once()
        .stderr_has("make room on the disk");
    let after = fs::read_to_string(bench.folder().join("after").join(file));
    assert_eq!(after.unwrap(), bench.read(file));
}

#[test]
fn a_full_cache_is_said_and_is_not_the_learners_fault() {
    let bench = Bench::new();
    let empty = bench.folder().join("empty");
    fs::create_dir(&empty).unwrap();
    let root = bench.root().to_str().unwrap();
    let script =
        format!("fill; WORKBOOK_CACHE_DIR=\"$DISK\" \"$WORKBOOK\" --course {root:?} run add");
    let before = bench.learners_files();
    let Some(ran) = on_a_small_disk(&bench, "64k", &empty, &script) else {
        return;
    };
    ran.exits(3)
        .complains_once()
        .stderr_has("make room")
        .stderr_has("WORKBOOK_CACHE_DIR");
    assert_eq!(bench.learners_files(), before);
}

#[test]
fn a_disk_that_fills_up_while_compiling_is_not_the_answers_fault() {
    let bench = Bench::new();
    let empty = bench.folder().join("empty");
    fs::create_dir(&empty).unwrap();
    let root = bench.root().to_str().unwrap();
    let run = format!("WORKBOOK_CACHE_DIR=\"$DISK\" \"$WORKBOOK\" --course {root:?} run add");
    // All that is made once is there, and there is room for no binary.
    let script = format!(
        "{run} >/dev/null; rm -r \"$DISK/builds\"\n\
         fill; truncate -s -700k \"$DISK/filler\"\n\
         {run}"
    );
    let Some(ran) = on_a_small_disk(&bench, "32m", &empty, &script) else {
        return;
    };
    ran.exits(3).complains_once().stderr_has("room");
}
