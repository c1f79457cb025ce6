//! The cases: who seals itself how, and what comes of it.

use crate::attempts::ATTEMPTS;
use crate::inside::{DENIED, WENT_WELL};
use seal::{Needs, promised};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Nobody's number.
const NOBODY: u32 = 61_200;

/// Who the process is.
#[derive(Debug, Clone, Copy)]
enum User {
    /// Whoever runs the tests.
    Us,
    /// Root, which becomes nobody as a part of the seal.
    Dropping,
    /// An ordinary user from the beginning.
    Ordinary,
}

/// A folder for the test, and one that is not.
struct Folders {
    _both: tempfile::TempDir,
    scratch: PathBuf,
    outside: PathBuf,
}

/// What a process in a case did.
struct Ran {
    code: Option<i32>,
    said: String,
}

pub(crate) fn all() {
    let users: &[User] = match we_are_root() {
        true => &[User::Us, User::Dropping, User::Ordinary],
        false => &[User::Us],
    };
    for user in users {
        for needs in every_need() {
            computing_works(*user, needs);
            for (what, allowed) in ATTEMPTS {
                goes_well_without_the_seal(*user, what);
                is_what_was_asked_for(*user, needs, what, allowed(needs));
            }
        }
        a_network_of_its_own_has_nobody_else(*user);
        a_folder_of_its_own_has_its_bounds(*user);
        little_is_on_its_way_in_a_network_of_its_own(*user);
    }
}

fn we_are_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|known| known.uid() == 0)
}

fn every_need() -> impl Iterator<Item = Needs> {
    (0..8_u8).map(|bits| Needs {
        files: bits & 1 != 0,
        sockets: bits & 2 != 0,
        processes: bits & 4 != 0,
    })
}

fn computing_works(user: User, needs: Needs) {
    let ran = run(user, Some(needs), &["computes"], &Folders::of(user));
    assert_eq!(
        ran.code,
        Some(WENT_WELL),
        "{user:?} {needs:?}: {}",
        ran.said
    );
    let Some(promise) = promised(needs) else {
        return;
    };
    // `Seal` as it was told: that it holds what is promised.
    let landlock = format!("landlock: {:?}", promise.landlock);
    let seccomp = format!("seccomp: {:?}", promise.seccomp);
    let uid = match user {
        User::Dropping => format!("uid: {:?}", Some(NOBODY)),
        User::Us | User::Ordinary => "uid: None".to_owned(),
    };
    for part in [&landlock, &seccomp, &uid, "witnessed: true"] {
        assert!(ran.said.contains(part), "{user:?} {needs:?}: {}", ran.said);
    }
}

fn goes_well_without_the_seal(user: User, what: &str) {
    let folders = Folders::of(user);
    let outside = folders.outside.display().to_string();
    let ran = run(user, None, &[what, &outside], &folders);
    // Root's process may be out of an ordinary user's reach, whatever we do.
    let by_rights = matches!(user, User::Ordinary) && what == "signals its parent";
    let expected = if by_rights { DENIED } else { WENT_WELL };
    assert_eq!(ran.code, Some(expected), "{user:?} {what}: {}", ran.said);
}

fn is_what_was_asked_for(user: User, needs: Needs, what: &str, allowed: bool) {
    let Some(promise) = promised(needs) else {
        return;
    };
    if !promise.seccomp || promise.landlock.is_none_or(|version| version < 6) {
        // The table is for a system with both; the rest has its own promises.
        return;
    }
    let folders = Folders::of(user);
    let outside = folders.outside.display().to_string();
    let ran = run(user, Some(needs), &[what, &outside], &folders);
    let expected = if allowed { WENT_WELL } else { DENIED };
    assert_eq!(
        ran.code,
        Some(expected),
        "{user:?} {needs:?} {what}: {}",
        ran.said
    );
}

/// Who is in a network of its own hears nobody of ours.
fn a_network_of_its_own_has_nobody_else(user: User) {
    let needs = Needs {
        sockets: true,
        ..Needs::default()
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback network");
    let address = listener.local_addr().expect("an address").to_string();
    let call = ["calls", address.as_str()];
    let without = run(user, None, &call, &Folders::of(user));
    assert_eq!(without.code, Some(WENT_WELL), "{user:?}: {}", without.said);
    let sealed = run(user, Some(needs), &call, &Folders::of(user));
    let reached = sealed.code == Some(WENT_WELL);
    let told = match reached {
        true => "network: Any",
        false => "network: Loopback",
    };
    assert!(sealed.said.contains(told), "{user:?}: {}", sealed.said);
}

/// Who has a folder of its own fills that, and nothing else; and does not learn
/// where its program is. Not every system lets an ordinary user have one.
fn a_folder_of_its_own_has_its_bounds(user: User) {
    let files = Needs {
        files: true,
        ..Needs::default()
    };
    let folders = Folders::of(user);
    let sees = run(user, Some(files), &["sees its program"], &folders);
    if sees.code == Some(WENT_WELL) {
        assert!(!matches!(user, User::Us | User::Dropping) || !may_mount());
        return;
    }
    assert_eq!(sees.code, Some(DENIED), "{user:?}: {}", sees.said);
    let fills = run(user, Some(files), &["fills its folder"], &folders);
    assert_eq!(fills.code, Some(WENT_WELL), "{user:?}: {}", fills.said);
    let left = fs::read_dir(&folders.scratch).expect("a folder").count();
    assert_eq!(left, 0, "{user:?}: nobody else sees what was written");
    let processes = Needs {
        processes: true,
        ..Needs::default()
    };
    let sees = run(user, Some(processes), &["sees its program"], &folders);
    assert_eq!(sees.code, Some(DENIED), "{user:?}: {}", sees.said);
}

/// Whether whoever runs the tests may have file systems of its own.
fn may_mount() -> bool {
    let mut unshare = Command::new("unshare");
    unshare.args(["-m", "true"]).stderr(Stdio::null());
    unshare.status().is_ok_and(|status| status.success())
}

/// What nobody has read yet lies in the kernel's memory: a connection that was busy
/// has megabytes of it elsewhere.
fn little_is_on_its_way_in_a_network_of_its_own(user: User) {
    const MOST: u64 = 1 << 10;
    let needs = Needs {
        sockets: true,
        ..Needs::default()
    };
    let fill = ["fills a connection"];
    let without = run(user, None, &fill, &Folders::of(user));
    let sealed = run(user, Some(needs), &fill, &Folders::of(user));
    let kib = |ran: &Ran| -> Option<u64> {
        let told = ran.said.split_once("on its way: ")?.1;
        told.split_once(' ')?.0.parse().ok()
    };
    assert!(kib(&without) > Some(MOST), "{user:?}: {}", without.said);
    if sealed.said.contains("network: Loopback") {
        let little = kib(&sealed).is_some_and(|kib| kib < MOST);
        assert!(little, "{user:?}: {}", sealed.said);
    }
}

/// Run `what` sealed with these needs, or not sealed at all.
fn run(user: User, needs: Option<Needs>, what: &[&str], folders: &Folders) -> Ran {
    let ourselves = std::env::current_exe().expect("our own program");
    let nobody = NOBODY.to_string();
    let (before, uid) = match (user, needs) {
        (User::Us, _) => ("-", "-"),
        (User::Dropping, Some(_)) => ("-", nobody.as_str()),
        // Without a seal nobody drops it.
        (User::Dropping, None) => ("-", "-"),
        (User::Ordinary, _) => (nobody.as_str(), "-"),
    };
    let words = needs.map(|needs| needs.words().collect::<Vec<_>>().join("+"));
    let words = words.filter(|words| !words.is_empty());
    let output = Command::new(ourselves)
        .args(["inside", before])
        .arg(if needs.is_some() { "sealed" } else { "open" })
        .args([uid, words.as_deref().unwrap_or("-")])
        .arg(&folders.scratch)
        .args(what)
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .expect("our own program runs");
    Ran {
        code: output.status.code(),
        said: format!(
            "{} {} {}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}

impl Folders {
    fn of(user: User) -> Self {
        let both = tempfile::tempdir().expect("a folder");
        let own = |name: &str| {
            let path = both.path().join(name);
            fs::create_dir(&path).expect("a folder");
            path
        };
        let (scratch, outside) = (own("the test's own"), own("outside"));
        fs::write(outside.join("own"), "text").expect("a file");
        if !matches!(user, User::Us) {
            let everything = [both.path(), &scratch, &outside, &outside.join("own")];
            everything.into_iter().for_each(give_away);
        }
        Self {
            _both: both,
            scratch,
            outside,
        }
    }
}

fn give_away(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).expect("we are root");
}
