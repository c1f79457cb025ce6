//! Workers that are shells: they judge by what the answer says, and die of it.

use super::*;
use crate::reporter::sample;
use std::fs;
use std::path::Path;

/// Reads tasks; an exercise's number says what is done with it. What it was asked
/// is written down.
const SCRIPT: &str = r#"
echo '{"ready":{"judging":"rules"}}' >&0
while read -r task; do
    echo "$$ $task" >> "$LOG"
    case "$task" in
        *'"exercise":1,'*) kill -KILL $$ ;;
        *'"exercise":2,'*) test -e "$LOG.once" || { touch "$LOG.once"; kill -ABRT $$; } ;;
        *'"exercise":3,'*) exit 70 ;;
        *'"exercise":4,'*) sleep 600 ;;
        *'"exercise":5,'*) echo '{"trouble":"no disk"}' >&0; continue ;;
        *'"exercise":6,'*) echo '{"panicked":"a bug"}' >&0; continue ;;
    esac
    cat "$VERDICT" >&0
done
"#;

fn with<R>(deadline: Duration, judging: &str, work: impl FnOnce(&Workers<'_>, &Path) -> R) -> R {
    let folder = tempfile::tempdir().unwrap();
    let (log, verdict) = (folder.path().join("log"), folder.path().join("verdict"));
    let mut line = Vec::new();
    say(&Reply::Judged(Box::new(sample::pass())), &mut line).unwrap();
    fs::write(&verdict, line).unwrap();
    fs::write(&log, "").unwrap();
    let command = || {
        let mut shell = Command::new("sh");
        shell.args(["-c", SCRIPT]);
        shell.env("LOG", &log).env("VERDICT", &verdict);
        shell
    };
    let cancel = Cancel::default();
    let workers = Workers::new(&command, judging.to_owned(), deadline, &cancel).unwrap();
    work(&workers, &log)
}

/// Who was asked, in order.
fn pids(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    let first = |line: &str| line.split(' ').next().unwrap().to_owned();
    text.lines().map(first).collect()
}

const LONG: Duration = Duration::from_secs(60);

fn error(workers: &Workers<'_>, exercise: usize) -> String {
    format!("{:#}", workers.judge(exercise, b"").unwrap_err())
}

#[test]
fn one_worker_judges_one_answer_after_another() {
    with(LONG, "rules", |workers, log| {
        for _ in 0..3 {
            let verdict = workers.judge(0, "// ü".as_bytes()).unwrap();
            assert_eq!(verdict, Some(sample::pass()));
        }
        let pids = pids(log);
        assert!(pids.len() == 3 && pids.iter().all(|pid| *pid == pids[0]));
    });
}

#[test]
fn what_kills_its_worker_twice_is_trouble_and_the_others_are_judged() {
    with(LONG, "rules", |workers, log| {
        workers.judge(0, b"").unwrap().unwrap();
        let said = error(workers, 1);
        assert!(said.contains("signal 9, twice"), "{said}");
        let said = error(workers, 3);
        assert!(said.contains("exit code 70, twice"), "{said}");
        workers.judge(0, b"").unwrap().unwrap();
        let mut pids = pids(log);
        assert_eq!(pids.len(), 6);
        pids.dedup();
        assert_eq!(pids.len(), 5, "each death has a new one come");
    });
}

#[test]
fn a_worker_that_dies_of_something_else_is_replaced() {
    with(LONG, "rules", |workers, log| {
        assert_eq!(workers.judge(2, b"").unwrap(), Some(sample::pass()));
        assert_eq!(pids(log).len(), 2);
        // Between two answers, too.
        workers.idle()[0].close();
        workers.idle()[0].ended_within(LONG);
        assert_eq!(workers.judge(0, b"").unwrap(), Some(sample::pass()));
    });
}

#[test]
fn one_that_hangs_is_ended() {
    with(Duration::from_millis(200), "rules", |workers, _| {
        let said = error(workers, 4);
        assert!(said.contains("did not come to an end"), "{said}");
    });
}

#[test]
fn trouble_and_panics_come_over_and_the_worker_stays() {
    with(LONG, "rules", |workers, log| {
        assert_eq!(error(workers, 5), "no disk");
        assert_eq!(error(workers, 6), "internal error: a bug");
        let pids = pids(log);
        assert_eq!(pids[0], pids[1]);
    });
}

#[test]
fn a_worker_with_other_rules_judges_nothing() {
    with(LONG, "others", |workers, log| {
        assert!(error(workers, 0).contains("was changed"));
        assert!(pids(log).is_empty());
    });
}

#[test]
fn a_cancelled_run_waits_for_nobody() {
    with(LONG, "rules", |workers, _| {
        std::thread::scope(|scope| {
            scope.spawn(|| workers.cancel.cancel());
            assert_eq!(workers.judge(4, b"").unwrap(), None);
        });
    });
}

#[test]
fn several_judge_at_the_same_time() {
    with(LONG, "rules", |workers, log| {
        std::thread::scope(|scope| {
            for exercise in [0, 1, 2, 0, 5] {
                scope.spawn(move || workers.judge(exercise, b"").map(drop));
            }
        });
        assert!(pids(log).len() >= 7);
    });
}
