//! The ground on which one attack is tried: bait, and traces to look for.

use rustix::process::{Pid, test_kill_process};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::{UnixDatagram, UnixListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use workbook::process::{Cancel, Limits, Running, proc_is_ours, start};
use workbook::verdict::Verdict;

/// What an attack did to the world around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// A file with its mark is there.
    File,
    /// A process with its mark is there.
    Process,
    /// Somebody was called over the network or over a socket in a folder.
    Connection,
    /// What it must not know stands in the verdict.
    Secret,
    /// A process that is not its own is dead.
    Victim,
    /// A file that is not its own is changed or gone.
    Changed,
}

/// Where programs like to leave things.
const PLACES: [&str; 4] = ["/tmp", "/var/tmp", "/dev/shm", "/"];

/// The ground for one attack.
pub(crate) struct Field {
    folder: PathBuf,
    /// Stands in the name of whatever the attack makes.
    mark: String,
    secret: String,
    tcp: TcpListener,
    udp: UdpSocket,
    door: UnixListener,
    letters: UnixDatagram,
    victim: Option<(Running, Pid)>,
    before: (u32, Vec<u8>),
}

impl Field {
    /// A new one under `folder`, on which `secret` must stay secret.
    pub(crate) fn new(folder: &Path, secret: &str, student: &str) -> Self {
        let mark = format!("redteam{:016x}", getrandom::u64().unwrap());
        let folder = folder.join(&mark);
        fs::create_dir_all(folder.join("open")).unwrap();
        permit(&folder, 0o755);
        permit(&folder.join("open"), 0o777);
        let bait = folder.join("bait");
        fs::write(&bait, secret).unwrap();
        permit(&bait, 0o666);
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        tcp.set_nonblocking(true).unwrap();
        let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
        udp.set_nonblocking(true).unwrap();
        let door = UnixListener::bind(folder.join("door")).unwrap();
        permit(&folder.join("door"), 0o777);
        door.set_nonblocking(true).unwrap();
        let letters = UnixDatagram::bind(folder.join("letters")).unwrap();
        permit(&folder.join("letters"), 0o777);
        letters.set_nonblocking(true).unwrap();
        let victim = student.contains("{{VICTIM}}").then(|| victim(&folder));
        let before = (mode(&bait), fs::read(&bait).unwrap());
        let secret = secret.to_owned();
        Self {
            folder,
            mark,
            secret,
            tcp,
            udp,
            door,
            letters,
            victim,
            before,
        }
    }

    /// An answer with its placeholders filled in.
    pub(crate) fn fill(&self, student: &str, hidden: &Path) -> String {
        let port =
            |address: std::io::Result<std::net::SocketAddr>| address.unwrap().port().to_string();
        let victim = self
            .victim
            .as_ref()
            .map(|(_, pid)| pid.as_raw_nonzero().to_string());
        let fills = [
            ("{{FIELD}}", self.folder.display().to_string()),
            ("{{MARK}}", self.mark.clone()),
            ("{{HIDDEN}}", hidden.display().to_string()),
            ("{{TCP}}", port(self.tcp.local_addr())),
            ("{{UDP}}", port(self.udp.local_addr())),
            ("{{VICTIM}}", victim.unwrap_or_default()),
        ];
        let fill = |text: String, (name, value): &(&str, String)| text.replace(name, value);
        fills.iter().fold(student.to_owned(), fill)
    }

    /// What the attack did, as far as it is seen; and what it made is gone.
    pub(crate) fn effects(mut self, verdict: &Verdict) -> BTreeSet<Effect> {
        let shown = format!("{verdict:?}");
        let connected = self.tcp.accept().is_ok()
            || self.door.accept().is_ok()
            || self.letters.recv(&mut [0; 16]).is_ok()
            || self.udp.recv_from(&mut [0; 16]).is_ok();
        let processes = processes_that_stay(&self.mark);
        let files = self.marked_files();
        let seen = [
            (Effect::File, !files.is_empty()),
            (Effect::Process, !processes.is_empty()),
            (Effect::Connection, connected),
            (Effect::Secret, shown.contains(&self.secret)),
            (Effect::Victim, self.victim_is_dead()),
            (Effect::Changed, self.bait_is_changed()),
        ];
        for pid in processes {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
        for file in files {
            let _ = fs::remove_file(&file).or_else(|_| fs::remove_dir_all(&file));
        }
        self.victim = None;
        let _ = fs::remove_dir_all(&self.folder);
        seen.into_iter()
            .filter(|(_, seen)| *seen)
            .map(|(effect, _)| effect)
            .collect()
    }

    /// Files that the attack made. Its ground has the mark itself.
    fn marked_files(&self) -> Vec<PathBuf> {
        let open = self.folder.join("open");
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let mut places: Vec<PathBuf> = PLACES.iter().map(PathBuf::from).collect();
        places.extend([open.clone(), super::checker(), super::cache()]);
        places.extend(home);
        let entries = places.iter().filter_map(|place| fs::read_dir(place).ok());
        let paths = entries.flat_map(|entries| entries.flatten().map(|entry| entry.path()));
        let marked = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.parent() == Some(&open) || name.contains(&self.mark)
        };
        paths.filter(marked).collect()
    }

    /// A signal may take a moment.
    fn victim_is_dead(&self) -> bool {
        let Some((_, pid)) = &self.victim else {
            return false;
        };
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
        test_kill_process(*pid).is_err() || stat.is_ok_and(|stat| stat.contains(") Z"))
    }

    fn bait_is_changed(&self) -> bool {
        let bait = self.folder.join("bait");
        match fs::read(&bait) {
            Ok(bytes) => (mode(&bait), bytes) != self.before,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::NotFound);
                true
            }
        }
    }
}

/// Those that somebody has killed are gone as soon as they get a processor for that.
fn processes_that_stay(mark: &str) -> Vec<Pid> {
    let mut processes = marked_processes(mark);
    for _ in 0..40 {
        if processes.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
        processes = marked_processes(mark);
    }
    processes
}

/// Whether processes are there that bear the mark of any attack.
pub(crate) fn marked_processes(mark: &str) -> Vec<Pid> {
    assert!(proc_is_ours(), "the numbers in /proc are somebody else's");
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let us = i32::try_from(std::process::id()).unwrap();
    let marked = |pid: &i32| {
        let words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        *pid != us && String::from_utf8_lossy(&words).contains(mark)
    };
    pids.filter(marked).filter_map(Pid::from_raw).collect()
}

/// A process that no answer has any business with.
fn victim(folder: &Path) -> (Running, Pid) {
    let told = folder.join("victim");
    let mut command = Command::new("sh");
    let script = format!(
        "echo $$ > {0}.new; mv {0}.new {0}; exec sleep 300",
        told.display()
    );
    command.args(["-c", &script]).stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(300),
        kept: 1024,
        flood: 1 << 20,
    };
    let running = start(command, limits, &Cancel::default()).unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(pid) = fs::read_to_string(&told)
            .ok()
            .and_then(|pid| pid.trim().parse().ok())
        {
            return (running, Pid::from_raw(pid).unwrap());
        }
        assert!(Instant::now() < deadline, "the victim does not start");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode()
}

/// Whoever runs the answer could do this, were it not kept from it.
pub(crate) fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
