//! What an approach costs: a line for each thing that was measured, its name and its values.

extern crate kit as _;

use job::Job;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Each time is taken so often.
const ROUNDS: usize = 3;
/// Between two looks at memory.
const LOOK: Duration = Duration::from_millis(5);

fn main() {
    if let Some(job) = Job::of_this_process() {
        return job.run();
    }
    // First: what was used once and given back is not taken from the system again.
    memory();
    times(
        "alone_us",
        1,
        &[Job {
            steps: STEPS,
            ..Job::default()
        }],
        Job::run_all,
    );
    times(
        "waiting_us",
        1,
        &[Job {
            waits: WAITS,
            steps: 0,
        }; WAITING],
        approach::run,
    );
    times(
        "computing_us",
        1,
        &[Job {
            steps: STEPS,
            ..Job::default()
        }; COMPUTING],
        approach::run,
    );
    let nothing = vec![Job::default(); approach::STARTS];
    times("start_us", approach::STARTS, &nothing, approach::run);
}

impl Job {
    fn run_all(jobs: &[Job]) {
        jobs.iter().for_each(Job::run);
    }
}

/// How long `run` takes for `jobs`, for each of so many units.
fn times(name: &str, units: usize, jobs: &[Job], run: fn(&[Job])) {
    let round = |_| {
        let start = Instant::now();
        run(jobs);
        start.elapsed().as_secs_f64() * 1e6 / units as f64
    };
    let values: Vec<f64> = (0..ROUNDS).map(round).collect();
    say(name, &values);
}

fn say(name: &str, values: &[f64]) {
    let values: Vec<_> = values.iter().map(|value| format!("{value:.4}")).collect();
    println!("{name} {}", values.join(" "));
}

/// The most memory and threads while so many units are under way.
fn memory() {
    let waits = match approach::TOGETHER {
        true => Duration::from_millis(400),
        false => Duration::from_micros(50),
    };
    let jobs = vec![Job { waits, steps: 0 }; approach::UNITS];
    let is_over = AtomicBool::new(false);
    let seen = thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let before = Usage::now()?;
            let mut most = before;
            while !is_over.load(Ordering::SeqCst) {
                thread::sleep(LOOK);
                most = most.or(Usage::now()?);
            }
            Some((before, most))
        });
        // It has looked once before there is anything to see.
        thread::sleep(4 * LOOK);
        approach::run(&jobs);
        is_over.store(true, Ordering::SeqCst);
        looking.join().ok().flatten()
    });
    if let Some((before, most)) = seen {
        let bytes = most.bytes.saturating_sub(before.bytes) as f64;
        say("memory_bytes", &[bytes / approach::UNITS as f64]);
        // Without the one that looks.
        say("threads", &[(most.threads - 1) as f64]);
        say("processes", &[most.processes as f64]);
    }
}

#[derive(Clone, Copy)]
struct Usage {
    bytes: u64,
    threads: u64,
    processes: u64,
}

impl Usage {
    /// Of this process and of its children; `None` where the system does not say.
    fn now() -> Option<Self> {
        let own = std::process::id();
        let mut usage = Self {
            bytes: resident(own)?,
            threads: number(&fs::read_to_string("/proc/self/status").ok()?, "Threads:")?,
            processes: 1,
        };
        for child in children(own) {
            // One that has ended meanwhile uses nothing.
            usage.bytes += resident(child).unwrap_or(0);
            usage.threads += 1;
            usage.processes += 1;
        }
        Some(usage)
    }

    fn or(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.max(other.bytes),
            threads: self.threads.max(other.threads),
            processes: self.processes.max(other.processes),
        }
    }
}

/// What a process has in memory; what it shares with others is shared out among them.
fn resident(process: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    Some(number(&text, "Pss:")? * 1024)
}

fn number(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn children(of: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir("/proc/self/task") else {
        return Vec::new();
    };
    if approach::UNITS >= 1_000 {
        // No approach with so many starts processes, and to look takes time.
        return Vec::new();
    }
    let lists = threads.flatten().filter_map(|thread| {
        let id = thread.file_name();
        let path = format!("/proc/{of}/task/{}/children", id.to_str()?);
        fs::read_to_string(path).ok()
    });
    let all: String = lists.collect();
    all.split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}
