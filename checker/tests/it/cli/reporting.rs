//! `report`: from reports to other formats, without judging.

use crate::support::Bench;

fn golden(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    format!("{folder}/{name}/report.json")
}

#[test]
fn a_report_of_check_is_written_in_every_format_at_once() {
    let bench = Bench::new();
    bench.answer("double", "42");
    let json = bench
        .workbook(&["check", "--all", "--format", "json"])
        .exits(1)
        .stdout();
    bench.save("report.json", &json);
    // Neither a course nor a toolchain is needed.
    let empty = Bench::empty("elsewhere").env("PATH", "");
    empty.save("report.json", &json);
    empty
        .workbook(&[
            "report",
            "report.json",
            "--format",
            "text",
            "--format",
            "junit=out/junit.xml",
            "--format",
            "html=out/page.html",
            "--format",
            "csv=report.csv",
        ])
        .exits(0)
        .stderr_is("")
        .stdout_has("FAIL  add")
        .stdout_has("PASS  double")
        .stdout_has("1 of 3 exercises passed");
    assert!(
        empty
            .read("out/junit.xml")
            .contains("<testsuite name=\"01_numbers::add\"")
    );
    assert!(
        empty
            .read("out/page.html")
            .contains("Content-Security-Policy")
    );
    assert_eq!(empty.read("report.csv").lines().count(), 4);
}

#[test]
fn a_class_becomes_one_table_but_no_single_result() {
    let bench = Bench::empty("class");
    let (mixed, infra) = (golden("mixed"), golden("infra"));
    bench
        .workbook(&["report", &mixed, &infra, "--format", "csv"])
        .exits(0)
        .stdout_has("alice,Alice Lovelace,alice@example.org,2026-11-22T21:59:07Z,")
        .stdout_has("carol,,,,01_sync_basics,callback,infra,0,5,")
        .workbook(&["report", &mixed, &infra, "--format", "gradescope=a.json"])
        .exits(2)
        .stderr_has("`gradescope` holds one report, and there are 2");
    assert!(!bench.path("a.json").exists());
}

#[test]
fn a_report_may_come_through_a_pipe() {
    let bench = Bench::empty("pipe");
    let mut command = bench.command(&["report", "-", "--format", "markdown"]);
    command.stdin(std::fs::File::open(golden("right")).unwrap());
    let ran = bench.call(command).exits(0);
    ran.stdout_has("**1 of 1 exercise passed, 5 of 5 points**");
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_written() {
    let bench = Bench::empty("refusals")
        .file("no.json", "{}")
        .file("later.json", "{\"schema\": \"workbook/report/v2\"}");
    let mixed = golden("mixed");
    let refused = [
        (vec!["report"], 2, "FILE"),
        (
            vec!["report", &mixed, "--format", "pdf"],
            2,
            "there is no format `pdf`",
        ),
        (
            vec!["report", &mixed, "--format", "csv="],
            2,
            "lacks a file",
        ),
        (
            vec!["report", "no.json"],
            2,
            "does not say that its schema is",
        ),
        (
            vec!["report", "later.json"],
            2,
            "`workbook/report/v2` and not",
        ),
        (
            vec!["report", "missing.json"],
            3,
            "failed to read the report `missing.json`",
        ),
        (
            vec![
                "report", &mixed, "--format", "csv", "--format", "html", "--format", "text=t",
            ],
            2,
            "`csv` and `html` cannot both go to standard output",
        ),
        (
            vec!["report", &mixed, "--format", "classroom50"],
            3,
            "needs the variable `COMMIT_URL`",
        ),
    ];
    for (arguments, code, words) in refused {
        bench
            .workbook(&arguments)
            .exits(code)
            .stdout_is("")
            .stderr_has(words);
    }
    assert!(!bench.path("t").exists());
}

#[test]
fn in_a_workflow_there_are_commands_and_a_summary_and_nothing_forged() {
    let bench = Bench::empty("workflow").file("summary.md", "before\n");
    let bench = bench.env("GITHUB_STEP_SUMMARY", "summary.md");
    let arguments = ["report", &golden("hostile"), "--format", "github"];
    let first = bench.workbook(&arguments).exits(0).stdout();
    let token = |log: &str| {
        let line = log
            .lines()
            .find(|line| line.starts_with("::stop-commands::"));
        line.unwrap().rsplit(':').next().unwrap().to_owned()
    };
    let summary = bench.read("summary.md");
    assert!(summary.starts_with("before\n# C "), "{summary}");
    let second = bench.workbook(&arguments).exits(0).stdout();
    assert_eq!(token(&first).len(), 32);
    assert_ne!(token(&first), token(&second), "the word can be guessed");
}

#[test]
fn a_student_sees_less() {
    let bench = Bench::empty("student");
    let mixed = golden("mixed");
    bench
        .workbook(&["report", &mixed])
        .exits(0)
        .stdout_has("the second request started")
        .workbook(&["report", &mixed, "--student-view"])
        .exits(0)
        .stdout_has("what starts a future that is not awaited yet?")
        .stdout_has("What hidden tests saw is not shown.")
        .stdout_lacks("the second request started")
        .stdout_lacks("asking for user 1");
}
