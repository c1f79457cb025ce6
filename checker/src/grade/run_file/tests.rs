//! Which folders a run may write to.

use super::*;
use crate::exit;
use std::fs;
use std::os::unix::fs::symlink;

fn claim(run: &RunFile, out: &Path, resume: bool) -> anyhow::Result<(Folder, File)> {
    run.claim(out, resume, &Secret::sample())
}

fn run() -> RunFile {
    RunFile::sample()
}

#[track_caller]
fn refused(run: &RunFile, out: &Path, resume: bool, want: &str) {
    let error = claim(run, out, resume).unwrap_err();
    assert!(error.to_string().contains(want), "{error:#}");
    assert_eq!(exit::code(&Err(error)), exit::USAGE);
}

#[test]
fn results_are_never_mixed_with_those_of_another_run() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("grades");
    drop(claim(&run(), &out, true).unwrap());
    refused(&run(), &out, false, "go on with --resume");
    drop(claim(&run(), &out, true).unwrap());
    let other = RunFile {
        policy: "c".to_owned(),
        apart: true,
        ..run()
    };
    refused(&other, &out, true, "what differs: the points, --no-cache.");
    let other = RunFile {
        shard: Some(Shard { index: 1, of: 2 }),
        ..run()
    };
    refused(&other, &out, true, "--shard");
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("thesis.tex"), "").unwrap();
    refused(&run(), dir.path(), true, "is not empty");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn two_runs_in_one_folder_are_one_too_many() {
    let dir = tempfile::tempdir().unwrap();
    let lock = claim(&run(), dir.path(), true).unwrap();
    let error = claim(&run(), dir.path(), true).unwrap_err().to_string();
    assert!(error.contains("another `workbook grade`"), "{error}");
    drop(lock);
    claim(&run(), dir.path(), true).unwrap();
}

#[test]
fn results_that_others_wrote_are_not_gone_on_with() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("grades");
    drop(claim(&run(), &out, false).unwrap());
    let file = out.join(RUN_FILE);
    let ours = fs::read_to_string(&file).unwrap();
    let not_ours = "was not written with the key of this grader";
    for (forged, want) in [
        (ours.replace("\"0.1.0\"", "\"0.1.1\""), not_ours),
        (ours.replace("\"mac\"", "\"mad\""), not_ours),
        (
            ours.replace("grade/v2", "grade/v1"),
            "another version of this program",
        ),
    ] {
        fs::write(&file, forged).unwrap();
        refused(&run(), &out, true, want);
    }
    fs::write(&file, ours).unwrap();
    drop(claim(&run(), &out, true).unwrap());
}

#[test]
fn a_link_is_no_folder_of_results_and_there_is_none_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("grades");
    drop(claim(&run(), &out, false).unwrap());
    symlink(dir.path(), out.join("submissions")).unwrap();
    refused(&run(), &out, true, "submissions` is a link");
    symlink(&out, dir.path().join("link")).unwrap();
    refused(&run(), &dir.path().join("link"), true, "link` is a link");
}
