//! A piece of work that is drawn: it waits, it computes, or it does both.

use lab::demo;
use std::process::Command;
use std::time::Duration;
use std::{env, thread};

/// What there is to do.
#[derive(Clone, Copy, Default)]
pub struct Job {
    /// Tells it from the others.
    pub number: usize,
    /// It waits so long, for something that needs no processor.
    pub waits: Duration,
    /// Then it computes for so long.
    pub computes: Duration,
}

impl Job {
    /// Do it. The thread sleeps while the job waits.
    pub fn run(&self) {
        if !self.waits.is_zero() {
            demo::ask(&self.name(), self.waits);
        }
        self.compute();
    }

    /// Do it. Others go on while the job waits, and nobody does while it computes.
    pub async fn run_async(&self) {
        if !self.waits.is_zero() {
            demo::fetch(&self.name(), self.waits).await;
        }
        self.compute();
    }

    /// Have a process do it: this program once more.
    pub fn start(&self) -> Process {
        let job = *self;
        let thread = thread::Builder::new().name(format!("process {}", self.number));
        let waiting = thread.spawn(move || {
            let drawn = demo::watch(&job.name());
            let ended = job.command().status();
            drawn.done();
            ended.expect("there is room for a process");
        });
        Process(waiting.expect("there is room for a thread"))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env::current_exe().expect("a program knows where it is"));
        let [waits, computes] = [self.waits, self.computes].map(|time| time.as_micros());
        command.args(["job", &waits.to_string(), &computes.to_string()]);
        command
    }

    /// What this process was started for, where it is such a process.
    pub fn of_this_process() -> Option<Self> {
        let mut arguments = env::args().skip(1);
        let is_one = arguments.next().is_some_and(|word| word == "job");
        let mut time = || arguments.next()?.parse().ok().map(Duration::from_micros);
        let (waits, computes) = (time()?, time()?);
        let job = Self {
            number: 0,
            waits,
            computes,
        };
        is_one.then_some(job)
    }

    fn name(&self) -> String {
        format!("job {}", self.number)
    }

    fn compute(&self) {
        if !self.computes.is_zero() {
            demo::compute(&self.name(), self.computes);
        }
    }
}

/// A process that is under way.
pub struct Process(thread::JoinHandle<()>);

impl Process {
    /// Wait for its end.
    pub fn wait(self) {
        self.0.join().expect("the process ended");
    }
}
