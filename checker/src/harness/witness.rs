//! What a sealed process cannot see of itself and of what it started: we look,
//! from outside, and take nobody's word for it.

use crate::process::proc_is_ours;
use report::{Answer, Peak, Program, Question, Resident, Seen, ThreadTimes, Threads};
use rustix::time::{ClockId, clock_gettime};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Looks at the process of a test.
pub(super) struct Witness {
    pid: u32,
    /// What its workers run.
    program: Option<Program>,
    memory: Option<Memory>,
}

/// What tells of a process's memory. Opened before it seals itself: then it lets
/// nobody of its user look any more, and a `/proc` that hides the processes of others
/// hides this one.
struct Memory {
    status: File,
    rollup: File,
    reset: Option<File>,
}

impl Witness {
    /// For the process `pid`, which has not sealed itself yet. Its workers run
    /// the program at `worker`.
    pub(super) fn of(pid: u32, worker: Option<&Path>) -> Self {
        Self {
            pid,
            program: worker.map(Program::at),
            memory: proc_is_ours().then(|| Memory::of(pid)).flatten(),
        }
    }

    pub(super) fn answer(&self, about: &Question) -> Answer {
        // Numbers of processes mean others there.
        if !proc_is_ours() {
            return nothing_is_known(about);
        }
        match about {
            Question::Threads(threads) => Answer::Threads(times(self.pid, *threads)),
            Question::Busiest(but) => Answer::Busiest(busiest(self.pid, *but)),
            Question::Worker(claim) => Answer::Worker(claim.look(self.pid, self.program.as_ref())),
            Question::Left(process) => Answer::Left(process.left()),
            Question::Memory(peak) => {
                Answer::Memory(self.memory.as_ref().and_then(|memory| memory.now(*peak)))
            }
        }
    }
}

impl Memory {
    fn of(pid: u32) -> Option<Self> {
        let process = PathBuf::from(format!("/proc/{pid}"));
        Some(Self {
            status: File::open(process.join("status")).ok()?,
            rollup: File::open(process.join("smaps_rollup")).ok()?,
            reset: (OpenOptions::new().write(true))
                .open(process.join("clear_refs"))
                .ok(),
        })
    }

    fn now(&self, peak: Peak) -> Option<Resident> {
        let begins = peak == Peak::BeginsNow && self.reset.as_ref().is_some_and(begin_a_peak);
        let rollup = from_the_beginning(&self.rollup).ok()?;
        let status = from_the_beginning(&self.status).ok()?;
        Resident::parse(&rollup, &status, begins)
    }
}

/// As proc(5) has it.
fn begin_a_peak(mut reset: &File) -> bool {
    reset.write_all(b"5").is_ok()
}

/// What such a file says is made at each reading of its beginning.
fn from_the_beginning(file: &File) -> io::Result<String> {
    let mut text = vec![0; 8 << 10];
    let length = file.read_at(&mut text, 0)?;
    text.truncate(length);
    String::from_utf8(text).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn nothing_is_known(about: &Question) -> Answer {
    match about {
        Question::Threads(_) => Answer::Threads(None),
        Question::Busiest(_) => Answer::Busiest(None),
        Question::Worker(_) => Answer::Worker(Seen::Unknown),
        Question::Left(_) => Answer::Left(None),
        Question::Memory(_) => Answer::Memory(None),
    }
}

/// What threads of `pid` do, from outside; everybody may read that. `None`
/// where the system does not say.
fn times(pid: u32, threads: Threads) -> Option<ThreadTimes> {
    let at = clock_gettime(ClockId::Monotonic).try_into().ok()?;
    ThreadTimes::look(Path::new(&format!("/proc/{pid}")), threads, at)
}

/// The name of the thread of `pid` that has worked most, besides `but`.
fn busiest(pid: u32, but: i32) -> Option<String> {
    ThreadTimes::busiest(Path::new(&format!("/proc/{pid}")), but)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn a_thread_of_ours_is_seen_from_outside() {
        let thread = rustix::thread::gettid().as_raw_nonzero().get();
        let (ours, nobody) = (Threads::One(thread), Threads::One(-1));
        assert!(times(std::process::id(), ours).is_some());
        assert_eq!(times(std::process::id(), nobody), None);
    }

    #[test]
    fn memory_is_seen_while_it_is_there_and_in_the_peak_afterwards() {
        const LARGE: u64 = 64 << 20;
        let memory = Memory::of(std::process::id()).unwrap();
        let before = memory.now(Peak::BeginsNow).unwrap();
        assert!(before.begins, "{before:?}");
        assert!(before.own > 0 && before.of_files > 0, "{before:?}");
        let large = black_box(vec![1_u8; 64 << 20]);
        let with = memory.now(Peak::GoesOn).unwrap();
        assert!(with.own >= before.own + LARGE / 2, "{before:?} {with:?}");
        drop(large);
        let after = memory.now(Peak::GoesOn).unwrap();
        assert!(after.peak >= with.own, "{with:?} {after:?}");
    }
}
