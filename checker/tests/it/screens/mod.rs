//! What texts show of a terminal is what the program shows: each such picture is made here by a
//! real run, and compared. After a change that is meant,
//! `WORKBOOK_BLESS=1 cargo test -p workbook --test it screens::` makes them again.

mod svg;

use crate::documents::texts::{read, repository};
use crate::support::terminal::Terminal;
use crate::support::{Bench, PROGRAM};
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

/// Stands for the time that a run took, which is another one each time. All other times are
/// virtual, and so the same on every machine.
const TOOK: &str = "372 ms";

const EXERCISE: &str = "exercises/03_async_fundamentals/02_join.rs";
const RIGHT: &str = "solutions/03_async_fundamentals/02_join.rs";
const WRONG: &str = "checker/answers/03_async_fundamentals/02_join/wrong_one_after_another.rs";

/// A workbook as learners have it, with this answer.
struct Learner {
    bench: Bench,
    folder: PathBuf,
}

impl Learner {
    fn with(answer: &str) -> Self {
        let bench = Bench::empty("somewhere");
        bench.workbook(&["init", "my_workbook"]).exits(0);
        let folder = bench.path("my_workbook");
        fs::write(folder.join(EXERCISE), read(answer)).unwrap();
        Self { bench, folder }
    }

    fn terminal(&self, arguments: &[&str], size: (u16, u16), colors: bool) -> Terminal {
        let mut environment = self.bench.environment();
        if !colors {
            environment.retain(|(name, _)| *name != "NO_COLOR");
            environment.push(("NO_COLOR", Some("1".as_ref())));
        }
        let program = PROGRAM.as_ref();
        Terminal::start(program, arguments, &self.folder, size, &environment)
    }
}

/// `PASS  join  372 ms`, whatever time it was.
fn without_time(line: &str) -> String {
    let is_verdict = line.starts_with("PASS  ") || line.starts_with("FAIL  ");
    match line.rfind("  ").filter(|_| is_verdict) {
        Some(at) => format!("{}  {TOOK}", &line[..at]),
        None => line.trim_end().to_owned(),
    }
}

/// Compare what `file` shows with what it has to show, or write that down.
#[track_caller]
fn settle(file: &str, shown: &str, real: &str) {
    if shown == real {
        return;
    }
    let again = "WORKBOOK_BLESS=1 cargo test -p workbook --test it screens::";
    assert!(
        std::env::var_os("WORKBOOK_BLESS").is_some(),
        "`{file}` shows what the program does not show any more; `{again}` makes it again:\n{real}"
    );
    let text = read(file).replace(shown, real);
    fs::write(repository().join(file), text).unwrap();
}

/// The block of `file` that begins with a verdict is what `workbook run` writes about `answer`,
/// as far as that block goes.
#[track_caller]
fn check_block(file: &str, answer: &str, paragraphs: usize) {
    let learner = Learner::with(answer);
    let mut terminal = learner.terminal(&["run", "join"], (88, 60), false);
    terminal.wait_for_end();
    let screen = terminal.screen();
    let at = screen.find("PASS  ").or_else(|| screen.find("FAIL  "));
    let said = &screen[at.unwrap_or_else(|| panic!("no verdict: {screen}"))..];
    let said: Vec<String> = said.lines().map(without_time).collect();
    let said = said.join("\n");
    let real: Vec<_> = said.split("\n\n").take(paragraphs).collect();
    let real = format!("{}\n", real.join("\n\n").trim_end());
    let text = read(file);
    let blocks = text.split("```text\n").skip(1);
    let mut blocks = blocks.filter_map(|rest| rest.split("```").next());
    let is_verdict = |block: &&str| block.starts_with("PASS  ") || block.starts_with("FAIL  ");
    let shown = blocks.find(is_verdict);
    settle(file, shown.expect("a block with a verdict"), &real);
}

#[test]
fn the_right_answer_in_the_readme_looks_as_it_does() {
    check_block("README.md", RIGHT, 2);
}

#[test]
fn the_refusal_in_the_text_about_verdicts_looks_as_it_does() {
    check_block("checker/docs/verdicts.md", WRONG, 2);
}

/// The terminal at the top of the README.
#[test]
fn the_picture_of_watch_is_what_watch_shows() {
    const FILE: &str = "checker/docs/watch.svg";
    let learner = Learner::with(WRONG);
    let mut watch = learner.terminal(&["watch", "join"], (100, 40), true);
    let parts = ["FAIL  join: not concurrent", "1 at once at most", "q:quit"];
    watch.wait_for(&parts);
    let picture = RefCell::new(String::new());
    watch.wait_until("a screen that can be drawn", |screen| {
        picture.replace(svg::draw(screen, TOOK));
        true
    });
    let picture = picture.into_inner();
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    // What is said to those who cannot see it.
    for words in [
        "only 1 of 2 calls was under way at once",
        "it took 80 ms, expected 50 ms",
    ] {
        assert!(picture.contains(words), "{picture}");
    }
    settle(FILE, &read(FILE), &picture);
}
