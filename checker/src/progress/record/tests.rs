//! What is remembered, what is carried over, and what is never lost.

use super::super::sample::course;
use super::*;
use std::fs;
use std::path::Path;

fn two(root: &Path) -> Course {
    course(root, &["join:join1", "spawn"])
}

fn load(course: &Course) -> Progress {
    let (progress, notice) = Progress::load(course).unwrap();
    assert_eq!(notice, None);
    progress
}

fn state_file(course: &Course) -> PathBuf {
    course.state_dir().join("state.json")
}

#[test]
fn a_fresh_course_starts_at_its_first_exercise_and_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let mut progress = load(&course);
    assert_eq!(progress.current(), "join");
    assert_eq!(progress.status("join"), Status::Pending);
    progress.save().unwrap();
    assert!(!course.state_dir().exists());
}

#[test]
fn what_was_recorded_is_there_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let mut progress = load(&course);
    progress.record("join", false, "a");
    progress.record("join", false, "a");
    progress.record("join", true, "b");
    progress.raise_hint_level("join", 3);
    progress.set_current("spawn");
    progress.save().unwrap();

    let progress = load(&course);
    assert_eq!(progress.current(), "spawn");
    assert_eq!(progress.status("join"), Status::Done);
    assert_eq!(
        progress.attempts("join"),
        2,
        "the same content is one attempt"
    );
    assert_eq!(progress.passed_hash("join"), Some("b"));
    assert_eq!(progress.hint_level("join"), 1);
    assert_eq!(progress.done(&course), 1);
    assert!(progress.entry("join").unwrap().first_tried.is_some());
}

#[test]
fn done_stays_done_until_a_reset() {
    let dir = tempfile::tempdir().unwrap();
    let mut progress = load(&two(dir.path()));
    progress.record("join", true, "a");
    progress.record("join", false, "b");
    assert_eq!(progress.status("join"), Status::Done);
    progress.mark_pending("join");
    assert_eq!(progress.status("join"), Status::Pending);
    assert_eq!(progress.passed_hash("join"), None);
}

#[test]
fn hints_rise_one_by_one_to_the_last() {
    let dir = tempfile::tempdir().unwrap();
    let mut progress = load(&two(dir.path()));
    let levels: Vec<_> = (0..4)
        .map(|_| progress.raise_hint_level("join", 2))
        .collect();
    assert_eq!(levels, [1, 2, 2, 2]);
}

#[test]
fn the_next_pending_one_comes_after_the_current_one_and_then_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let course = course(dir.path(), &["join", "spawn", "select"]);
    let mut progress = load(&course);
    let next = |progress: &Progress| {
        progress
            .next_pending(&course)
            .map(|exercise| exercise.name.to_string())
    };
    progress.set_current("spawn");
    assert_eq!(next(&progress).as_deref(), Some("select"));
    progress.record("select", true, "a");
    assert_eq!(next(&progress).as_deref(), Some("join"));
    progress.record("join", true, "a");
    assert_eq!(next(&progress).as_deref(), Some("spawn"));
    progress.record("spawn", true, "a");
    assert_eq!(next(&progress), None);
}

#[test]
fn a_renamed_exercise_keeps_its_progress() {
    let dir = tempfile::tempdir().unwrap();
    let old = course(dir.path(), &["join1", "spawn"]);
    let mut progress = load(&old);
    progress.record("join1", true, "a");
    progress.set_current("join1");
    progress.save().unwrap();

    let new = two(dir.path());
    let mut progress = load(&new);
    assert_eq!(progress.status("join"), Status::Done);
    assert_eq!(progress.current(), "join");
    progress.save().unwrap();
    let text = fs::read_to_string(state_file(&new)).unwrap();
    assert!(
        text.contains("\"join\": {") && !text.contains("\"join1\": {"),
        "{text}"
    );
}

#[test]
fn exercises_of_another_version_of_the_course_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut progress = load(&course(dir.path(), &["spawn", "gone"]));
    progress.record("gone", true, "a");
    progress.set_current("gone");
    progress.save().unwrap();

    let course = two(dir.path());
    let mut progress = load(&course);
    assert_eq!(progress.current(), "join", "one that is there");
    progress.record("spawn", true, "b");
    progress.save().unwrap();
    let text = fs::read_to_string(state_file(&course)).unwrap();
    assert!(
        text.contains("\"gone\": {") && text.contains("\"spawn\": {"),
        "{text}"
    );
}

#[test]
fn two_programs_keep_each_others_changes() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let (mut watch, mut run) = (load(&course), load(&course));
    watch.record("join", true, "a");
    watch.set_current("spawn");
    run.record("spawn", true, "b");
    watch.save().unwrap();
    run.save().unwrap();
    watch.raise_hint_level("join", 3);
    watch.save().unwrap();

    let progress = load(&course);
    assert_eq!(progress.done(&course), 2);
    assert_eq!(progress.hint_level("join"), 1);
    assert_eq!(progress.current(), "spawn");
}

#[test]
fn garbage_is_set_aside_with_a_notice() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    fs::create_dir(course.state_dir()).unwrap();
    fs::write(state_file(&course), "garbage").unwrap();
    let (progress, notice) = Progress::load(&course).unwrap();
    assert!(notice.unwrap().contains("state.json.bak"));
    assert_eq!(progress.current(), "join");
}

#[test]
fn garbage_that_appears_during_a_watch_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let mut progress = load(&course);
    progress.record("join", true, "a");
    progress.save().unwrap();
    fs::write(state_file(&course), "garbage").unwrap();
    progress.record("spawn", true, "b");
    progress.save().unwrap();
    assert_eq!(load(&course).done(&course), 2);
}

#[test]
fn a_state_folder_that_cannot_be_written_is_named_and_a_second_try_works() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let mut progress = load(&course);
    progress.record("join", true, "a");
    fs::write(course.state_dir(), "a file in the folder's place").unwrap();
    let error = progress.save().unwrap_err().to_string();
    assert!(error.contains(".workbook"), "{error}");

    fs::remove_file(course.state_dir()).unwrap();
    progress.save().unwrap();
    assert_eq!(load(&course).done(&course), 1);
}

#[test]
fn time_counts_between_judgements_that_follow_each_other_soon() {
    let dir = tempfile::tempdir().unwrap();
    let course = two(dir.path());
    let mut progress = load(&course);
    let minute = 60;
    for (at, passed) in [
        (0, false),
        (4 * minute, false),
        (90 * minute, false),
        (100 * minute, true),
    ] {
        progress.record_at("join", passed, &at.to_string(), at);
    }
    let history = progress.history("join");
    assert_eq!(history.worked.as_secs(), 14 * minute);
    assert_eq!(
        (history.first_tried, history.first_passed),
        (Some(0), Some(100 * minute))
    );
    assert_eq!(history.attempts, 4);
    progress.record_at("join", true, "again", 200 * minute);
    assert_eq!(progress.history("join").first_passed, Some(100 * minute));
}
