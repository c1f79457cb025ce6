//! What the system knows of a process, whatever the process says of itself.

use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Tells a process from all others, also from a later one with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProcessId {
    /// Its number.
    pub pid: u32,
    /// When it was started, in ticks of the system's clock. 0 where that is not
    /// known.
    pub since: u64,
}

/// What a process says of itself: that it is a worker with this number, which
/// has a thread with this name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number.
    pub pid: u32,
    /// Drawn for this claim, and told to nobody else.
    pub sign: String,
}

/// What a claim is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It is true.
    Worker {
        /// When the process was started.
        since: u64,
        /// What it was started with, without the name of the program.
        arguments: Vec<String>,
    },
    /// It is not, or the process is gone by now.
    Nobody,
    /// The system does not say.
    Unknown,
}

/// What there still is of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// It was waited for.
    Nothing,
    /// It has ended, and nobody waited for it.
    Zombie,
    /// It runs, or is about to end.
    Process,
}

/// A program, by its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program(PathBuf);

/// How far a worker may be from the test, with processes between them.
const FARTHEST: usize = 64;

/// Where the system tells of processes.
const PROC: &str = "/proc";

impl Program {
    /// The one that lies at `path`, where nobody may write but us.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Whether the process `pid` runs it, or a copy of it.
    fn is_run_by(&self, pid: u32) -> io::Result<bool> {
        let theirs = path(pid, "exe");
        Ok(is_one_file(&self.0, &theirs)? || fs::read(&self.0)? == fs::read(theirs)?)
    }
}

#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (one, other) = (fs::metadata(one)?, fs::metadata(other)?);
    Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> io::Result<bool> {
    Err(ErrorKind::Unsupported.into())
}

impl Claim {
    /// Look at the process: it descends from `test`, runs `program`, and has the
    /// thread that it says it has.
    #[must_use]
    pub fn look(&self, test: u32, program: Option<&Program>) -> Seen {
        let (true, Some(program)) = (tells_of_us(), program) else {
            return Seen::Unknown;
        };
        let Some(stat) = Stat::of(self.pid) else {
            return match tells_of_all() {
                true => Seen::Nobody,
                false => Seen::Unknown,
            };
        };
        match self.is_true(stat, test, program) {
            Ok(Some(arguments)) => Seen::Worker {
                since: stat.since,
                arguments,
            },
            Ok(None) => Seen::Nobody,
            Err(error) if has_ended(&error) => Seen::Nobody,
            Err(_) => Seen::Unknown,
        }
    }

    /// What it was started with, if all of it is true.
    fn is_true(&self, stat: Stat, test: u32, program: &Program) -> io::Result<Option<Vec<String>>> {
        let is_it =
            stat.descends_from(test) && self.has_the_thread()? && program.is_run_by(self.pid)?;
        let arguments = arguments(self.pid)?;
        // All of that was one process.
        let the_same = Stat::of(self.pid).is_some_and(|now| now.since == stat.since);
        Ok(arguments.filter(|_| is_it && the_same))
    }

    /// A process names its own threads, and nobody else's. The first one has the
    /// name of the program's file, which its parent may choose.
    fn has_the_thread(&self) -> io::Result<bool> {
        let first = self.pid.to_string();
        for thread in fs::read_dir(path(self.pid, "task"))? {
            let thread = thread?;
            if thread.file_name().to_str() == Some(first.as_str()) {
                continue;
            }
            match fs::read(thread.path().join("comm")) {
                Ok(name) if name.trim_ascii_end() == self.sign.as_bytes() => return Ok(true),
                Err(error) if !has_ended(&error) => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(false)
    }
}

/// Whether there was nothing to look at any more.
fn has_ended(error: &io::Error) -> bool {
    const NO_SUCH_PROCESS: i32 = 3;
    error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(NO_SUCH_PROCESS)
}

impl ProcessId {
    /// What there still is of it; `None` where the system does not say.
    #[must_use]
    pub fn left(self) -> Option<Left> {
        let known = self.since != 0 && tells_of_us();
        match Stat::of(self.pid) {
            _ if !known => None,
            None => tells_of_all().then_some(Left::Nothing),
            Some(stat) if stat.since != self.since => Some(Left::Nothing),
            Some(stat) if stat.ended => Some(Left::Zombie),
            Some(_) => Some(Left::Process),
        }
    }
}

/// Of what is in `/proc/PID/stat`, what we need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stat {
    ended: bool,
    parent: u32,
    since: u64,
}

impl Stat {
    fn of(pid: u32) -> Option<Self> {
        Self::parse(&fs::read_to_string(path(pid, "stat")).ok()?)
    }

    /// The name of a program, in brackets, may be anything.
    fn parse(text: &str) -> Option<Self> {
        let mut fields = text.rsplit_once(')')?.1.split_ascii_whitespace();
        Some(Self {
            ended: matches!(fields.next()?, "Z" | "X"),
            parent: fields.next()?.parse().ok()?,
            since: fields.nth(17)?.parse().ok()?,
        })
    }

    fn descends_from(self, ancestor: u32) -> bool {
        let mut parent = self.parent;
        for _ in 0..FARTHEST {
            if parent == ancestor {
                return true;
            }
            match Self::of(parent) {
                Some(stat) => parent = stat.parent,
                None => return false,
            }
        }
        false
    }
}

/// What `pid` was started with, without the name of the program. `None` where that
/// is more than a worker has, which would not fit into a line, or no text.
fn arguments(pid: u32) -> io::Result<Option<Vec<String>>> {
    const LONGEST: u64 = 1_000;
    let mut text = Vec::new();
    let file = File::open(path(pid, "cmdline"))?;
    file.take(LONGEST).read_to_end(&mut text)?;
    let Some(words) = text.strip_suffix(b"\0") else {
        return Ok(None);
    };
    let words = words.split(|byte| *byte == 0).skip(1);
    let words = words.map(|word| String::from_utf8(word.to_vec()).ok());
    Ok(words.collect())
}

fn path(pid: u32, file: &str) -> PathBuf {
    Path::new(PROC).join(pid.to_string()).join(file)
}

/// Whether the numbers of processes there are those that we know: elsewhere the
/// same number is a stranger's.
fn tells_of_us() -> bool {
    let told = fs::read_link(Path::new(PROC).join("self")).ok();
    let told = told.as_deref().and_then(Path::to_str);
    told == Some(std::process::id().to_string().as_str())
}

/// Whether processes of others are to be seen, so that one which is not to be
/// seen is none. The first one is nobody's child, and always there.
fn tells_of_all() -> bool {
    Stat::of(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_may_have_any_name() {
        let rest = "1 1 0 -1 4 5 6 7 8 9 10 11 12 20 0 1 0 777 99 100";
        let parse = |name: &str, state| Stat::parse(&format!("7 ({name}) {state} 3 {rest}"));
        for name in ["worker", "a) Z 9 (b", "(", ")"] {
            let stat = parse(name, "S").unwrap();
            assert_eq!((stat.ended, stat.parent, stat.since), (false, 3, 777));
        }
        assert!(parse("worker", "Z").unwrap().ended);
        assert_eq!(Stat::parse("7 (worker) S 3"), None);
        assert_eq!(Stat::parse(""), None);
    }

    #[cfg(target_os = "linux")]
    mod real {
        use super::super::*;
        use std::process::{Child, Command, Stdio, id};
        use std::thread;

        fn sleeper() -> Child {
            let mut sleeper = Command::new("sleep");
            sleeper.arg("3600").stdin(Stdio::null());
            sleeper.spawn().unwrap()
        }

        fn known(child: &Child) -> ProcessId {
            ProcessId {
                pid: child.id(),
                since: Stat::of(child.id()).unwrap().since,
            }
        }

        #[test]
        fn a_process_is_there_then_a_zombie_and_then_gone() {
            let mut child = sleeper();
            let process = known(&child);
            assert_eq!(process.left(), Some(Left::Process));
            child.kill().unwrap();
            while process.left() == Some(Left::Process) {
                thread::yield_now();
            }
            assert_eq!(process.left(), Some(Left::Zombie));
            child.wait().unwrap();
            assert_eq!(process.left(), Some(Left::Nothing));
        }

        #[test]
        fn another_process_with_the_number_is_another_one() {
            let mut child = sleeper();
            let since = known(&child).since - 1;
            let before = ProcessId {
                since,
                ..known(&child)
            };
            assert_eq!(before.left(), Some(Left::Nothing));
            child.kill().unwrap();
            child.wait().unwrap();
        }

        /// What is seen of a claim on this process, which descends from its parent.
        fn of_us(sign: &str, test: u32, program: Option<&Program>) -> Seen {
            let sign = sign.to_owned();
            Claim { pid: id(), sign }.look(test, program)
        }

        #[test]
        fn a_claim_holds_for_the_program_the_ancestor_and_the_thread() {
            let ours = Program::at(&std::env::current_exe().unwrap());
            let other = Program::at(Path::new("/bin/sh"));
            let copy = std::env::temp_dir().join(format!("report-copy-{}", id()));
            fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
            let copied = Program::at(&copy);
            let parent = Stat::of(id()).unwrap().parent;
            thread::scope(|scope| {
                let (tell, told) = std::sync::mpsc::channel::<()>();
                let (here, there) = std::sync::mpsc::channel();
                let named = thread::Builder::new().name("5e1f".to_owned());
                let named = named.spawn_scoped(scope, move || {
                    let _ = here.send(());
                    let _ = told.recv();
                });
                there.recv().unwrap();
                for same in [&ours, &copied] {
                    let seen = of_us("5e1f", parent, Some(same));
                    assert!(matches!(seen, Seen::Worker { .. }), "{seen:?}");
                }
                assert_eq!(of_us("5e1e", parent, Some(&ours)), Seen::Nobody);
                assert_eq!(of_us("5e1f", parent, Some(&other)), Seen::Nobody);
                assert_eq!(of_us("5e1f", id(), Some(&ours)), Seen::Nobody);
                assert_eq!(of_us("5e1f", parent, None), Seen::Unknown);
                drop(tell);
                fs::remove_file(&copy).unwrap();
                named.unwrap().join().unwrap();
            });
        }

        #[test]
        fn the_name_of_the_program_is_no_sign() {
            let mut child = sleeper();
            let name = fs::read_to_string(path(child.id(), "comm")).unwrap();
            let claim = Claim {
                pid: child.id(),
                sign: name.trim_end().to_owned(),
            };
            let program = Program::at(&path(child.id(), "exe"));
            assert_eq!(claim.look(id(), Some(&program)), Seen::Nobody);
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}
