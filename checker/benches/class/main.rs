//! `workbook grade` over classes of growing size: what counts is that the cost
//! grows with the distinct answers and memory with nothing.
//!
//! Run it by hand with `cargo bench -p workbook --bench class`; after `--`,
//! `--sizes 100,1000` chooses the classes, `--seed N` other ones, and `--short`
//! is for CI.

#![expect(clippy::print_stdout, reason = "a benchmark is its own reporter")]

mod generate;

use generate::Answers;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_workbook");

fn main() {
    let short = std::env::args().any(|argument| argument == "--short");
    let usual = if short { "2,2,4" } else { "100,100,1000,10000" };
    let sizes = option("--sizes").unwrap_or_else(|| usual.to_owned());
    let seed = option("--seed").and_then(|seed| seed.parse().ok());
    let answers = Answers::of(&repository());
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("grades");
    println!("submissions   judged    wall  per submission  peak memory");
    for size in sizes.split(',') {
        let size: usize = size.parse().expect("a size is a number");
        let class = folder.path().join(format!("class{size}"));
        answers.write_class(&class, size, seed.unwrap_or(42));
        let run = Run::of(&class, &out);
        println!(
            "{size:>11}  {:>7}  {:>5.1} s  {:>11.2} ms  {:>7} MiB",
            run.judged,
            run.wall.as_secs_f64(),
            run.wall.as_secs_f64() * 1000.0 / size as f64,
            run.peak_kib / 1024,
        );
        fs::remove_dir_all(&class).expect("the class can be removed");
    }
}

fn repository() -> PathBuf {
    let checker = Path::new(env!("CARGO_MANIFEST_DIR"));
    checker.parent().expect("the repository").to_owned()
}

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args();
    arguments.by_ref().find(|argument| argument == name)?;
    arguments.next()
}

/// What one call of the program cost.
struct Run {
    wall: Duration,
    peak_kib: u64,
    judged: String,
}

impl Run {
    /// All runs share the verdicts in `out`, as the runs of a term do.
    fn of(class: &Path, out: &Path) -> Self {
        let started = Instant::now();
        let child = Command::new(PROGRAM)
            .args(["grade", "--resume", "--each"])
            .arg(class)
            .arg("--out")
            .arg(out)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.expect("the program starts");
        let peak_kib = peak(&mut child);
        let output = child.wait_with_output().expect("the program ends");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}");
        let last = text.lines().last().unwrap_or_default();
        let judged = last.rsplit("; ").next().unwrap_or_default();
        Self {
            wall: started.elapsed(),
            peak_kib,
            judged: judged.split(' ').next().unwrap_or_default().to_owned(),
        }
    }
}

/// The most memory that the process itself had; its children are not in it.
fn peak(child: &mut Child) -> u64 {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().is_ok_and(|ended| ended.is_none()) {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(number.unwrap_or(0));
        thread::sleep(Duration::from_millis(20));
    }
    peak
}
