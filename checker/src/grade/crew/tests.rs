//! Judges that are shells: they judge by what the answer says, and die of it.

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

fn crew<R>(deadline: Duration, judging: &str, work: impl FnOnce(&Crew<'_>, &Path) -> R) -> R {
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
    let crew = Crew::new(&command, judging.to_owned(), deadline, &cancel).unwrap();
    work(&crew, &log)
}

/// Who was asked, in order.
fn judges(log: &Path) -> Vec<String> {
    let text = fs::read_to_string(log).unwrap();
    let first = |line: &str| line.split(' ').next().unwrap().to_owned();
    text.lines().map(first).collect()
}

const LONG: Duration = Duration::from_secs(60);

fn error(crew: &Crew<'_>, exercise: usize) -> String {
    format!("{:#}", crew.judge(exercise, b"").unwrap_err())
}

#[test]
fn one_judge_judges_one_answer_after_another() {
    crew(LONG, "rules", |crew, log| {
        for _ in 0..3 {
            let verdict = crew.judge(0, "// ü".as_bytes()).unwrap();
            assert_eq!(verdict, Some(sample::pass()));
        }
        let judges = judges(log);
        assert!(judges.len() == 3 && judges.iter().all(|pid| *pid == judges[0]));
    });
}

#[test]
fn what_kills_its_judge_twice_is_trouble_and_the_others_are_judged() {
    crew(LONG, "rules", |crew, log| {
        crew.judge(0, b"").unwrap().unwrap();
        let said = error(crew, 1);
        assert!(said.contains("signal 9, twice"), "{said}");
        let said = error(crew, 3);
        assert!(said.contains("exit code 70, twice"), "{said}");
        crew.judge(0, b"").unwrap().unwrap();
        let mut judges = judges(log);
        assert_eq!(judges.len(), 6);
        judges.dedup();
        assert_eq!(judges.len(), 5, "each death has a new one come");
    });
}

#[test]
fn a_judge_that_dies_of_something_else_is_replaced() {
    crew(LONG, "rules", |crew, log| {
        assert_eq!(crew.judge(2, b"").unwrap(), Some(sample::pass()));
        assert_eq!(judges(log).len(), 2);
        // Between two answers, too.
        crew.idle()[0].send_home();
        crew.idle()[0].ended_within(LONG);
        assert_eq!(crew.judge(0, b"").unwrap(), Some(sample::pass()));
    });
}

#[test]
fn one_that_hangs_is_ended() {
    crew(Duration::from_millis(200), "rules", |crew, _| {
        let said = error(crew, 4);
        assert!(said.contains("did not come to an end"), "{said}");
    });
}

#[test]
fn trouble_and_panics_come_over_and_the_judge_stays() {
    crew(LONG, "rules", |crew, log| {
        assert_eq!(error(crew, 5), "no disk");
        assert_eq!(error(crew, 6), "internal error: a bug");
        let judges = judges(log);
        assert_eq!(judges[0], judges[1]);
    });
}

#[test]
fn a_judge_with_other_rules_judges_nothing() {
    crew(LONG, "others", |crew, log| {
        assert!(error(crew, 0).contains("was changed"));
        assert!(judges(log).is_empty());
    });
}

#[test]
fn a_cancelled_run_waits_for_nobody() {
    crew(LONG, "rules", |crew, _| {
        std::thread::scope(|scope| {
            scope.spawn(|| crew.cancel.cancel());
            assert_eq!(crew.judge(4, b"").unwrap(), None);
        });
    });
}

#[test]
fn several_judge_at_the_same_time() {
    crew(LONG, "rules", |crew, log| {
        std::thread::scope(|scope| {
            for exercise in [0, 1, 2, 0, 5] {
                scope.spawn(move || crew.judge(exercise, b"").map(drop));
            }
        });
        assert!(judges(log).len() >= 7);
    });
}
