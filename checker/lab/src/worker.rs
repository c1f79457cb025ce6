//! Programs to start as processes.

use instrument::worker::{PROGRAM, file_name};
use instrument::world::Gated;
use std::env::{self, consts::EXE_SUFFIX};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::OnceLock;

/// A small program that does one thing and ends: something to start, to talk
/// to, and to end.
///
/// ```no_run
/// use lab::Worker;
///
/// let output = Worker::says("tea is ready").command().output()?;
/// assert_eq!(output.stdout, b"tea is ready\n");
///
/// let status = Worker::exits(3).command().status()?;
/// assert_eq!(status.code(), Some(3));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// With `tokio`, `tokio::process::Command::from(worker.command())` starts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    name: String,
    task: [String; 2],
    gate: Option<SocketAddr>,
    child: bool,
}

impl Worker {
    /// It writes `line` to its standard output.
    #[must_use]
    pub fn says(line: &str) -> Self {
        Self::new("say", line)
    }

    /// It writes a complaint to its standard error, and exits with `code`.
    #[must_use]
    pub fn exits(code: u8) -> Self {
        Self::new("exit", &code.to_string())
    }

    /// It aborts, as a program does whose memory is corrupt.
    #[must_use]
    pub fn aborts() -> Self {
        Self::new("abort", "")
    }

    /// It writes what it reads, while it reads it, until there is nothing more.
    #[must_use]
    pub fn echoes() -> Self {
        Self::new("echo", "")
    }

    /// It writes so many bytes to its standard output.
    #[must_use]
    pub fn floods(bytes: u64) -> Self {
        Self::new("flood", &bytes.to_string())
    }

    /// It does nothing, for ever.
    #[must_use]
    pub fn hangs() -> Self {
        Self::new("hang", "")
    }

    /// It answers frames until there are no more: each with one that has the
    /// same bytes in the other order. A frame is a length, four bytes with the
    /// highest first (`u32::to_be_bytes`), and so many bytes.
    #[must_use]
    pub fn answers_frames() -> Self {
        Self::new("frames", "")
    }

    /// Three workers to try things with: the second one fails.
    #[must_use]
    pub fn sample() -> Vec<Self> {
        vec![
            Self::says("tea is ready").named("tea"),
            Self::exits(3).named("cake"),
            Self::says("cups are clean").named("cups"),
        ]
    }

    fn new(task: &str, argument: &str) -> Self {
        Self {
            name: task.to_owned(),
            task: [task.to_owned(), argument.to_owned()],
            gate: None,
            child: false,
        }
    }

    /// Call it by this name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// It starts a process of its own first, in the same group, which hangs.
    #[must_use]
    pub fn with_child(mut self) -> Self {
        self.child = true;
        self
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The command that starts it.
    ///
    /// # Panics
    ///
    /// Where the program is neither here nor can be compiled: that takes
    /// `rustc`.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(program());
        if let Some(gate) = self.gate {
            command.args(["--gate", &gate.to_string()]);
        }
        command.args(["--name", &self.name]);
        if self.child {
            command.arg("--child");
        }
        // At a gate it is told what to do; but for one that has many jobs.
        if self.gate.is_none() || self.task[0] == "frames" {
            command.args(&self.task);
        }
        command
    }
}

impl Gated for Worker {
    fn at_gate(mut self, gate: SocketAddr) -> Self {
        self.gate = Some(gate);
        self
    }

    fn that_takes(steps: &str) -> Self {
        Self::new("script", steps)
    }

    fn task(&self) -> &[String; 2] {
        &self.task
    }
}

/// Where the program lies. The workbook puts it into the folder for temporary
/// files of each run; in a plain `cargo run` it is compiled first, once.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let scratch = env::temp_dir();
        let at_hand = scratch.join(file_name());
        // A run works in its own folder; in other ones, anybody may put anything.
        let in_a_run = env::current_dir().is_ok_and(|here| is_one_folder(&here, &scratch));
        match in_a_run && at_hand.is_file() {
            true => at_hand,
            false => compiled().unwrap_or_else(|error| {
                panic!("the program of the workers cannot be compiled: {error}")
            }),
        }
    })
}

/// By whatever path each of them is known: on macOS the folder for temporary
/// files lies behind a link, and we see where that leads.
fn is_one_folder(one: &Path, other: &Path) -> bool {
    let real = |folder: &Path| folder.canonicalize().ok();
    one == other || real(one).is_some_and(|one| Some(one) == real(other))
}

/// Beside this program, where only those can write who could replace us, too.
fn compiled() -> Result<PathBuf, String> {
    let here = env::current_exe().map_err(|error| error.to_string())?;
    let folder = here.parent().ok_or("this program lies nowhere")?;
    let target = folder.join(format!("lab-worker-{:016x}{EXE_SUFFIX}", fingerprint()));
    if target.is_file() {
        return Ok(target);
    }
    let mine = |ending: &str| folder.join(format!("lab-worker-{}{ending}", process::id()));
    let (source, fresh) = (mine(".rs"), mine(EXE_SUFFIX));
    fs::write(&source, PROGRAM).map_err(|error| error.to_string())?;
    let rustc = env::var_os("RUSTC").filter(|rustc| !rustc.is_empty());
    let output = Command::new(rustc.unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--crate-name", "lab_worker", "-o"])
        .args([&fresh, &source])
        .output();
    let _ = fs::remove_file(&source);
    let output = output.map_err(|error| format!("`rustc` does not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    fs::rename(&fresh, &target).map_err(|error| error.to_string())?;
    Ok(target)
}

/// Tells the program from those of other versions.
fn fingerprint() -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    PROGRAM.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::process::Stdio;

    fn output(worker: &Worker) -> process::Output {
        worker.command().output().expect("it starts")
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_is_known_by_any_path() -> std::io::Result<()> {
        let folder = env::temp_dir().join(format!("lab-folder-{}", process::id()));
        let link = folder.join("link");
        fs::create_dir(&folder)?;
        std::os::unix::fs::symlink(&folder, &link)?;
        let seen = [
            is_one_folder(&folder, &folder),
            is_one_folder(&folder, &link),
            is_one_folder(&folder, &env::temp_dir()),
            is_one_folder(&folder.join("none"), &folder.join("nothing")),
        ];
        fs::remove_dir_all(&folder)?;
        assert_eq!(seen, [true, true, false, false]);
        Ok(())
    }

    #[test]
    fn a_worker_says_what_it_is_told_to() {
        let told = output(&Worker::says("tea is ready"));
        assert!(told.status.success());
        assert_eq!(told.stdout, b"tea is ready\n");
    }

    #[test]
    fn a_worker_ends_as_it_is_told_to() {
        let told = output(&Worker::exits(3).named("cake"));
        assert_eq!(told.status.code(), Some(3));
        assert_eq!(told.stderr, b"cake cannot go on\n");
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt;
            let status = output(&Worker::aborts()).status;
            assert_eq!((status.code(), status.signal()), (None, Some(6)));
        }
    }

    #[test]
    fn a_flood_is_as_long_as_it_is_told_to_be() {
        assert_eq!(output(&Worker::floods(100_000)).stdout.len(), 100_000);
    }

    /// What comes back for `input`.
    fn talk(worker: &Worker, input: &[u8]) -> Vec<u8> {
        let mut command = worker.command();
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(input).expect("it reads");
        drop(stdin);
        let (mut answer, mut stdout) = (Vec::new(), child.stdout.take().expect("it is piped"));
        stdout.read_to_end(&mut answer).expect("it writes");
        assert!(child.wait().expect("it ends").success());
        answer
    }

    #[test]
    fn an_echo_ends_with_its_input() {
        assert_eq!(talk(&Worker::echoes(), b"tea\ncups"), b"tea\ncups");
    }

    #[test]
    fn each_frame_is_answered_with_a_frame() {
        let frames = b"\0\0\0\x03tea\0\0\0\0\0\0\0\x02a\n";
        let answer = talk(&Worker::answers_frames(), frames);
        assert_eq!(answer, b"\0\0\0\x03aet\0\0\0\0\0\0\0\x02\na");
    }
}
