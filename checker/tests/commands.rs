//! The program from outside: what it writes, where, and with which exit code.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a small set of exercises, and the program in it.
struct Bench {
    folder: tempfile::TempDir,
}

/// What one call came to.
struct Called {
    output: Output,
}

const INFO: &str = r#"
format_version = 1
[[exercises]]
name = "good"
hint = "It is done."
[[exercises]]
name = "bad"
hint = "Count."
"#;

const GOOD: &str = "// The first one.\nfn main() {}\n#[cfg(test)]\nmod tests {\n    \
                    #[test]\n    fn it_is_one() {\n        assert_eq!(1, 1);\n    }\n}\n";

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bench = Self { folder };
        bench.file("info.toml", INFO);
        bench.file("exercises/good.rs", GOOD);
        bench.file("exercises/bad.rs", &GOOD.replace("(1, 1)", "(1, 2)"));
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
        command
            .args(words.split_whitespace())
            .current_dir(self.folder.path())
            .env("WORKBOOK_CACHE_DIR", cache())
            .env("LC_ALL", "C")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("EDITOR")
            .env_remove("VISUAL")
            .env_remove("TERM_PROGRAM")
            .stdin(Stdio::null());
        command
    }

    fn call(&self, words: &str) -> Called {
        let output = self.command(words).output().unwrap();
        Called { output }
    }
}

/// One for all tests, so that what is compiled is compiled once.
fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

impl Called {
    fn out(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    fn err(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    #[track_caller]
    fn exits(self, code: i32) -> Self {
        let (out, err) = (self.out(), self.err());
        let got = self.output.status.code();
        assert_eq!(got, Some(code), "\nout: {out}\nerr: {err}");
        self
    }

    #[track_caller]
    fn says(self, want: &str) -> Self {
        let (out, err) = (self.out(), self.err());
        assert!(out.contains(want), "no `{want}`\nout: {out}\nerr: {err}");
        self
    }

    #[track_caller]
    fn complains(self, want: &str) -> Self {
        let (out, err) = (self.out(), self.err());
        assert!(err.contains(want), "no `{want}`\nout: {out}\nerr: {err}");
        self
    }
}

#[test]
fn a_pass_is_recorded_and_leads_to_the_next_exercise() {
    let bench = Bench::new();
    bench
        .call("run")
        .exits(0)
        .says("PASS  good")
        .says("Next: bad");
    bench
        .call("status")
        .exits(0)
        .says("1/2")
        .says("Current: bad");
    bench.call("list").exits(0).says("  x good").says("> - bad");
    bench.call("check").exits(0).says("1 of 1 exercise passed");
}

#[test]
fn a_wrong_answer_is_not_passed_and_says_why() {
    let bench = Bench::new();
    bench
        .call("run bad")
        .exits(1)
        .says("FAIL  bad: wrong result")
        .says("exercises/bad.rs:");
    let all = bench
        .call("check --all -j 2")
        .exits(1)
        .says("1 of 2 exercises passed");
    let out = all.out();
    assert!(out.find("good") < out.find("bad"), "{out}");
}

#[test]
fn programs_get_one_json_document_and_nothing_else() {
    let bench = Bench::new();
    for (words, code) in [("run good", 0), ("run bad", 1), ("check --all", 1)] {
        let called = bench.call(&format!("{words} --format json")).exits(code);
        let report: serde_json::Value = serde_json::from_str(&called.out()).unwrap();
        assert_eq!(report["schema"], "workbook/report/v1");
        assert_eq!(report["complete"], true);
    }
    for words in ["list --json", "status --json"] {
        let called = bench.call(words).exits(0);
        serde_json::from_str::<serde_json::Value>(&called.out()).unwrap();
    }
}

#[test]
fn a_wrong_name_is_a_usage_error_with_a_guess() {
    let bench = Bench::new();
    bench
        .call("run godo")
        .exits(2)
        .complains("did you mean `good`?");
    bench
        .call("lesson 9")
        .exits(2)
        .complains("there is no lesson 9");
    bench
        .call("hint good --level 4")
        .exits(2)
        .complains("has 1 hint");
    bench.call("check").exits(4).complains("check --all");
    bench.call("reset good").exits(2).complains("--yes");
}

#[test]
fn a_folder_without_a_course_says_what_to_do() {
    let bench = Bench::new();
    fs::remove_file(bench.path("info.toml")).unwrap();
    for words in ["run", "list", "status"] {
        bench.call(words).exits(3).complains("workbook init");
    }
    bench.call("doctor").exits(3).says("missing  course");
}

#[test]
fn watch_without_a_terminal_says_what_to_use() {
    let bench = Bench::new();
    bench.call("watch").exits(3).complains("workbook check");
    bench.call("").exits(0).says("Progress ["); // Status, where nobody can press keys.
}

#[test]
fn pipes_get_no_colours_unless_they_are_asked_for() {
    let bench = Bench::new();
    for words in ["--help", "list", "status", "hint", "run bad", "doctor"] {
        let called = bench.call(words);
        let text = called.out() + &called.err();
        assert!(!text.contains('\u{1b}') && text.is_ascii(), "{text}");
    }
    bench.call("list --color always").says("\u{1b}[");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let bench = Bench::new();
    for words in ["list --json", "completions bash", "--help"] {
        let mut command = bench.command(words);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words}: {err}");
        assert_eq!(err, "", "{words}");
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_with_its_own_code() {
    use rustix::process::{Pid, Signal, kill_process};
    let bench = Bench::new();
    let hangs =
        "fn main() {\n    println!(\"up\");\n    loop {\n        std::thread::park();\n    }\n}\n";
    bench.file(
        "info.toml",
        &INFO.replace("name = \"bad\"", "name = \"bad\"\ntest = false"),
    );
    bench.file("exercises/bad.rs", hangs);
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        // The first exercise's line shows that the second one is under way.
        let mut command = bench.command("check --all -j 1 --timeout-scale 20");
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with("PASS  good"), "{line}");
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code));
    }
}
