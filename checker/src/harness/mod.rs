//! Running tests: one process each, told what to run over a socket, and heard
//! over the same socket. The learner's `println!` cannot reach it, and a line
//! without this run's token counts for nothing. A pass counts once it is
//! confirmed with a key that was not in the process before.

mod bounds;
mod expectations;
mod probe;
mod said;
mod scratch;
mod secret;
mod trust;
mod witness;
mod worker;

use crate::process::{
    Cancel, Ended, How, Limits, Resources, Running, die_first, fence_in, pin, scoped_thread,
    stand_back, start,
};
use crate::sandbox;
use anyhow::{Context, bail};
use bounds::Bounds;
use report::{Control, Message, Order};
use said::{Said, Secrets, listen};
use scratch::Scratch;
use seal::{Fence, Needs, Network, Plan, Seal};
use secret::{draw, secret};
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use witness::Witness;

pub use probe::try_to_execute;
pub use scratch::remove_abandoned;

/// What one test's process left behind.
#[derive(Debug)]
pub struct TestRun {
    /// The test.
    pub test: String,
    /// What it reported with the right token, in order.
    pub messages: Vec<Message>,
    /// The seal that was in force before anything of the answer ran.
    pub sealed: Option<Seal>,
    /// Whether it confirmed its pass, as the last thing that it said.
    pub confirmed: bool,
    /// What it drew its inputs from.
    pub seed: u64,
    /// How the process ended.
    pub ended: Ended,
}

/// How the tests of an exercise are run.
pub struct Runner<'a> {
    /// What they may cost.
    pub limits: Limits,
    /// What they may touch.
    pub needs: Needs,
    /// Who keeps them to it.
    pub confined: Confined,
    /// The program that they start as processes.
    pub worker: Option<&'a Path>,
    /// What is linked to them when they start: files, and folders with all beneath.
    pub libraries: &'a [PathBuf],
    /// Whether others come first where a processor is short.
    pub urgency: Urgency,
    /// What they draw their inputs from; drawn for each of them if not given.
    pub seed: Option<u64>,
    /// The only core that they run on; all of them if not given.
    pub core: Option<usize>,
    /// Ends them.
    pub cancel: &'a Cancel,
}

/// Who keeps a process to what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confined {
    /// The process itself, before it calls the answer.
    ByItself,
    /// We, when it starts: a program without our harness.
    AtItsStart,
    /// Nobody. Only tests of the other layers have it so.
    ByNobody,
}

/// What a test is to others who need a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// One of them.
    Usual,
    /// It lets them go first.
    StandsBack,
}

/// Run `tests` of `binary`, several at a time. After a test that had to be
/// stopped no other is started: the verdict is known, and each would cost a
/// deadline more. `None` stands for a test that was not run.
///
/// # Errors
///
/// Where a process or its socket cannot be made.
pub fn run_all(
    runner: &Runner,
    binary: &Path,
    tests: &[String],
    jobs: usize,
    on_end: &mut dyn FnMut(&TestRun),
) -> anyhow::Result<Vec<Option<TestRun>>> {
    let queue = Queue {
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
    };
    let mut runs: Vec<Option<TestRun>> = tests.iter().map(|_| None).collect();
    let outcome = std::thread::scope(|scope| {
        let (send, receive) = channel();
        for number in 0..jobs.clamp(1, tests.len().max(1)) {
            let (send, queue) = (send.clone(), &queue);
            let started = scoped_thread(scope, "test", move || {
                while let Some(index) = queue.take(tests.len(), runner.cancel) {
                    let run = run(runner, binary, Some(&tests[index]));
                    if run
                        .as_ref()
                        .map_or(true, |run| matches!(run.ended.how, How::Deadline(_)))
                    {
                        queue.stop.store(true, Ordering::SeqCst);
                    }
                    let _ = send.send((index, run));
                }
            });
            // Those that there are do all of it.
            if let (Err(error), 0) = (started, number) {
                return Err(error);
            }
        }
        drop(send);
        for (index, run) in receive {
            let run = run?;
            on_end(&run);
            runs[index] = Some(run);
        }
        Ok(())
    });
    crate::process::sweep();
    outcome.map(|()| runs)
}

/// Which test is next.
struct Queue {
    next: AtomicUsize,
    stop: AtomicBool,
}

impl Queue {
    fn take(&self, tests: usize, cancel: &Cancel) -> Option<usize> {
        if self.stop.load(Ordering::SeqCst) || cancel.is_cancelled() {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::SeqCst)).filter(|index| *index < tests)
    }
}

/// Ask a binary for its tests; only for those whose list is in no source that
/// we read ourselves. No code of the learner runs meanwhile, so what keeps the
/// list from coming is the machine's fault, and an empty one would be a pass.
/// `None` when cancelled.
///
/// # Errors
///
/// Where the process cannot be started, or does not come to say it.
pub fn list(runner: &Runner, binary: &Path) -> anyhow::Result<Option<Vec<String>>> {
    const ATTEMPTS: usize = 3;
    for _ in 0..ATTEMPTS {
        let run = run(runner, binary, None)?;
        if runner.cancel.is_cancelled() {
            return Ok(None);
        }
        let names = run.messages.into_iter().find_map(|message| match message {
            Message::Tests { names } => Some(names),
            Message::Sealed(_)
            | Message::Speaks { .. }
            | Message::Started
            | Message::Promised { .. }
            | Message::Clock { .. }
            | Message::SpanStarted { .. }
            | Message::SpanEnded { .. }
            | Message::Note { .. }
            | Message::SpeedUp(_)
            | Message::Finding(_)
            | Message::Ask { .. }
            | Message::Overlapped { .. }
            | Message::Expected { .. }
            | Message::Got { .. }
            | Message::Finished { .. }
            | Message::Confirmed { .. } => None,
        });
        if names.is_some() {
            return Ok(names);
        }
    }
    bail!(
        "the program of the tests ended before it could say which tests it has, {ATTEMPTS} times; \
         the answer is not at fault. `workbook doctor` tries each part of the machine"
    )
}

/// Run a program without tests: its exit code is all that it says.
///
/// # Errors
///
/// Where the process cannot be started.
pub fn program(runner: &Runner, binary: &Path) -> anyhow::Result<Ended> {
    let scratch = Scratch::ours()?;
    let mut command = command(runner, binary, &scratch)?;
    command.stdin(Stdio::null());
    let running = start(command, runner.limits, runner.cancel)?;
    look_after(&running, runner, &scratch);
    let ended = running.wait();
    crate::process::sweep();
    ended
}

/// Run one test, or ask for the list of tests. Who was stopped with us in the
/// middle, as by Ctrl-Z, may have lost patience: unless it passed, it runs again.
fn run(runner: &Runner, binary: &Path, test: Option<&String>) -> anyhow::Result<TestRun> {
    const TIMES: usize = 3;
    let mut times = 0;
    loop {
        times += 1;
        let run = run_once(runner, binary, test, None)?;
        let is_over = run.confirmed || matches!(run.ended.how, How::Cancelled);
        if is_over || !run.ended.interrupted || times == TIMES {
            return Ok(run);
        }
    }
}

/// Run one test once, and pass on what it reports while it runs.
///
/// # Errors
///
/// Where the process or its socket cannot be made.
pub fn run_heard(
    runner: &Runner,
    binary: &Path,
    test: &str,
    heard: Sender<Message>,
) -> anyhow::Result<TestRun> {
    let run = run_once(runner, binary, Some(&test.to_owned()), Some(heard));
    crate::process::sweep();
    run
}

fn run_once(
    runner: &Runner,
    binary: &Path,
    test: Option<&String>,
    heard: Option<Sender<Message>>,
) -> anyhow::Result<TestRun> {
    let seals = runner.confined == Confined::ByItself && test.is_some();
    let scratch = match seals {
        true => Scratch::for_nobody()?,
        false => Scratch::ours()?,
    };
    worker::lay_out(runner, scratch.path())?;
    let (mut ours, theirs) =
        UnixStream::pair().context("failed to make a socket for a test's report")?;
    let mut command = command(runner, binary, &scratch)?;
    command.stdin(Stdio::from(std::os::fd::OwnedFd::from(theirs)));
    let (token, key) = (secret()?, secret()?);
    let seed = runner.seed.map_or_else(draw, Ok)?;
    let control = Control {
        token: token.clone(),
        seed,
        seal: seals.then(|| Order {
            needs: runner.needs,
            scratch: scratch.path().to_owned(),
            uid: scratch.uid,
        }),
        test: test.cloned(),
    };
    let running = start(command, runner.limits, runner.cancel)?;
    look_after(&running, runner, &scratch);
    let listening = ours.try_clone().context("failed to clone a socket")?;
    let witness = Witness::of(running.id(), runner.worker);
    let said = listen(listening, Secrets { token, key }, witness, heard)?;
    // A process that died at once has said so by its end.
    let _ = writeln!(ours, "{}", control.to_line());
    let ended = running.wait()?;
    let Said {
        messages,
        sealed,
        confirmed,
    } = said
        .recv_timeout(Duration::from_secs(1))
        .unwrap_or_default();
    let sealed = match runner.confined {
        Confined::AtItsStart => Some(at_its_start(runner.needs)),
        Confined::ByItself | Confined::ByNobody => sealed,
    };
    let run = TestRun {
        test: test.cloned().unwrap_or_default(),
        messages,
        sealed,
        confirmed,
        seed,
        ended,
    };
    trust::speaks_like_us(&run.messages)?;
    if seals {
        trust::keeps_the_promise(&run, runner.needs)?;
    }
    Ok(run)
}

/// See to it that a test which may write does not write too much.
fn look_after(running: &Running, runner: &Runner, scratch: &Scratch) {
    if runner.needs.writes() {
        let bounds = Bounds::of(scratch.path());
        running.ends_when(move || bounds.are_broken());
    }
}

/// A command with nothing of our environment, and with bounds on what it uses.
fn command(runner: &Runner, binary: &Path, scratch: &Scratch) -> anyhow::Result<Command> {
    let mut command = Command::new(binary);
    command
        // The path of the cache is nobody's business.
        .arg0("test")
        .env_clear()
        .env("RUST_BACKTRACE", "0")
        // Each of the many arenas of many threads reserves its own memory.
        .env("MALLOC_ARENA_MAX", "2")
        .env("TMPDIR", scratch.path())
        .current_dir(scratch.path());
    die_first(&mut command);
    if let Some(core) = runner.core {
        pin(&mut command, core);
    }
    if runner.urgency == Urgency::StandsBack {
        stand_back(&mut command);
    }
    if runner.confined != Confined::ByNobody {
        Resources::of_a_test(runner.needs, runner.limits.deadline).bound(&mut command);
    }
    if runner.confined == Confined::AtItsStart {
        let fence = Fence::new(&plan(runner, binary, scratch.path()))
            .with_context(|| format!("`{}` cannot be kept to its needs", binary.display()))?;
        fence_in(&mut command, fence);
    }
    Ok(command)
}

/// What a program without our harness is kept in. It witnesses nothing itself;
/// that a fence holds here was seen before.
fn at_its_start(needs: Needs) -> Seal {
    let here = seal::available();
    Seal {
        landlock: here.landlock,
        seccomp: here.seccomp,
        uid: None,
        network: match needs.sockets || !here.seccomp {
            true => Network::Any,
            false => Network::None,
        },
        witnessed: here.seccomp || here.landlock.is_some(),
    }
}

/// What a program without our harness may touch: it is kept to that from its
/// start.
fn plan(runner: &Runner, binary: &Path, scratch: &Path) -> Plan {
    let mut plan = sandbox::answer(binary, &[], seal::Limits::default());
    plan.may_open_sockets = runner.needs.sockets;
    plan.may_start_processes = runner.needs.processes;
    plan.read.push("/dev/null".into());
    plan.read.extend(runner.libraries.iter().cloned());
    if runner.needs.writes() {
        plan.write.push(scratch.to_owned());
    }
    if runner.needs.processes {
        plan.execute.extend(["/usr", "/bin"].map(PathBuf::from));
        plan.execute.push(scratch.join(worker::NAME));
        // Where programs are told to write what nobody reads.
        plan.write.push("/dev/null".into());
    }
    plan
}
