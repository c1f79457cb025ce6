//! From the save to the verdict in `workbook watch`, against the bare compiler.
//!
//! Both are measured alternately in one run, so that other work on the machine
//! weighs on both; what counts are the ratios. Run it by hand with
//! `cargo bench -p workbook --bench loop`; `-- --short` is for CI.

#![expect(clippy::print_stdout, reason = "a benchmark is its own reporter")]

#[expect(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../../tests/support/terminal.rs"]
mod terminal;

mod bare;
mod table;

use bare::Bare;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use table::Table;
use terminal::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_workbook");

fn main() {
    let short = std::env::args().any(|argument| argument == "--short");
    let saves = if short { 5 } else { 30 };
    let folder = tempfile::tempdir().expect("a folder");
    let workbook = folder.path().join("workbook");
    run(&["init", workbook.to_str().expect("a path in UTF-8")]);
    // The crates of a later lesson are built beside the first verdict: not meanwhile.
    let mut handler = Command::new(PROGRAM);
    handler.args(["run", "handler"]).current_dir(&workbook);
    handler.output().expect("the program starts");

    let join = Subject::new("join", "03_async_fundamentals/02_join.rs", folder.path());
    let handler = Subject::new("handler", "07_axum/01_handler.rs", folder.path());
    let mut table = Table::default();
    for round in 0..=saves {
        let right = format!("{}\n// Save {round}.\n", join.solution);
        let axum = format!("{}\n// Save {round}.\n", handler.solution);
        let wrong = format!("{right}\nfn save_{round}() -> u32 {{\n    \"a type error\"\n}}\n");
        let times = [
            ("save to verdict", join.saved(&right, "PASS")),
            (
                "save to verdict, no tests in the file",
                join.saved(without_tests(&right), "PASS"),
            ),
            (
                "bare rustc of two crates and run",
                join.bare.verdict(&right),
            ),
            ("save to type error", join.saved(&wrong, "E0308")),
            ("bare rustc --emit=metadata", join.bare.type_error(&wrong)),
            ("one test, sealed", join.bare.test(true)),
            ("one test, not sealed", join.bare.test(false)),
            ("axum: save to verdict", handler.saved(&axum, "PASS")),
            ("axum: bare rustc and run", handler.bare.verdict(&axum)),
        ];
        // The first round warms the caches of both.
        if round > 0 {
            times
                .into_iter()
                .for_each(|(name, time)| table.add(name, time));
        }
    }
    let idle = Idle::of(
        join.watch.pid(),
        Duration::from_secs(if short { 2 } else { 10 }),
    );
    table.print(&[
        ("save to verdict", "bare rustc of two crates and run", 1.35),
        (
            "save to verdict",
            "save to verdict, no tests in the file",
            1.10,
        ),
        ("save to type error", "bare rustc --emit=metadata", 1.35),
        ("axum: save to verdict", "axum: bare rustc and run", 1.35),
    ]);
    let [sealed, not] = ["one test, sealed", "one test, not sealed"].map(|name| table.median(name));
    println!(
        "a seal costs {:.2?} for each test (bar: 3 ms)",
        sealed.saturating_sub(not)
    );
    idle.print();
}

/// An exercise that is watched, and what the bare compiler is given for it.
struct Subject {
    file: PathBuf,
    solution: String,
    watch: Terminal,
    bare: Bare,
}

impl Subject {
    /// `place` is where it lies beneath `exercises` and the others.
    fn new(name: &str, place: &str, folder: &Path) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let repository = repository.expect("the repository");
        let workbook = folder.join(name);
        run(&["init", workbook.to_str().expect("a path in UTF-8")]);
        let file = workbook.join("exercises").join(place);
        let solution = std::fs::read_to_string(repository.join("solutions").join(place));
        let arguments = ["watch", name, "--advance", "ask"];
        let watch = Terminal::start(Path::new(PROGRAM), &arguments, &workbook, (100, 40), &[]);
        watch.wait_for(&["q:quit", name]);
        let hidden = repository.join("checker/hidden").join(place);
        let bare = Bare::new(&workbook, &folder.join(format!("bare {name}")), hidden);
        Self {
            file,
            solution: solution.expect("its solution"),
            watch,
            bare,
        }
    }

    /// Save, and wait until the screen shows the verdict on it.
    fn saved(&self, content: &str, verdict: &str) -> Duration {
        self.watch.mark();
        let started = Instant::now();
        std::fs::write(&self.file, content).expect("the exercise can be saved");
        self.watch.wait_for_bytes(&["Checking", verdict]);
        started.elapsed()
    }
}

/// The answer alone.
fn without_tests(content: &str) -> &str {
    content.split("#[cfg(test)]").next().unwrap_or(content)
}

fn run(arguments: &[&str]) {
    let status = Command::new(PROGRAM)
        .args(arguments)
        .status()
        .expect("the program starts");
    assert!(
        status.success(),
        "`workbook {}` failed",
        arguments.join(" ")
    );
}

/// What watching costs while nothing is saved.
struct Idle {
    resident_kib: u64,
    cpu: Duration,
    over: Duration,
}

impl Idle {
    fn of(pid: u32, over: Duration) -> Self {
        let before = cpu(pid);
        std::thread::sleep(over);
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident_kib = resident
            .and_then(|text| text.split_whitespace().next()?.parse().ok())
            .unwrap_or(0);
        Self {
            resident_kib,
            cpu: cpu(pid).saturating_sub(before),
            over,
        }
    }

    fn print(&self) {
        let Self {
            resident_kib,
            cpu,
            over,
        } = self;
        let mib = *resident_kib as f64 / 1024.0;
        println!(
            "idle watch: {mib:.1} MiB resident (bar: 40), {cpu:?} of processor time in {over:?}"
        );
    }
}

/// Processor time of a process, from `/proc`.
fn cpu(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<u64> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    let ticks = fields.get(11).unwrap_or(&0) + fields.get(12).unwrap_or(&0);
    Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second().max(1))
}
