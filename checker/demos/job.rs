//! A piece of work, whatever runs it: it waits, it computes, or it does nothing.

use std::hint::black_box;
use std::process::{Child, Command};
use std::time::Duration;
use std::{env, thread};

/// What there is to do.
#[derive(Clone, Copy, Default)]
pub struct Job {
    /// It waits so long, for something that needs no processor.
    pub waits: Duration,
    /// It computes so many steps.
    pub steps: u64,
}

impl Job {
    /// Do it. The thread sleeps while the job waits.
    pub fn run(&self) {
        if !self.waits.is_zero() {
            thread::sleep(self.waits);
        }
        compute(self.steps);
    }

    /// Do it. Others go on while the job waits, and nobody does while it computes.
    pub async fn run_async(&self) {
        if !self.waits.is_zero() {
            tokio::time::sleep(self.waits).await;
        }
        compute(self.steps);
    }

    /// Have a process do it: this program once more.
    pub fn start(&self) -> Process {
        let mut command = Command::new(env::current_exe().expect("a program knows where it is"));
        let waits = self.waits.as_micros();
        command.args(["job", &waits.to_string(), &self.steps.to_string()]);
        Process(command.spawn().expect("there is room for a process"))
    }

    /// What this process was started for, where it is such a process.
    pub fn of_this_process() -> Option<Self> {
        let mut arguments = env::args().skip(1);
        let is_one = arguments.next().is_some_and(|word| word == "job");
        let mut number = || arguments.next().and_then(|text| text.parse().ok());
        let (waits, steps) = (number()?, number()?);
        let waits = Duration::from_micros(waits);
        is_one.then_some(Self { waits, steps })
    }
}

/// A process that is under way.
pub struct Process(Child);

impl Process {
    /// Wait for its end.
    pub fn wait(mut self) {
        self.0.wait().expect("a child can be waited for");
    }
}

fn compute(steps: u64) {
    let mut value = 7_u64;
    for step in 0..steps {
        value = black_box(value.wrapping_mul(31).wrapping_add(step));
    }
}
