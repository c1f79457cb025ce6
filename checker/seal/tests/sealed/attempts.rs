//! What an answer could try, and what has to be allowed for it.

use seal::Needs;
use std::ffi::CString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::{SocketAddr, UnixListener};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// Whether it may go well with these needs.
type Allowed = fn(Needs) -> bool;

/// Each thing that is tried, and who may.
pub(crate) const ATTEMPTS: [(&str, Allowed); 25] = [
    ("reads a file", |_| false),
    ("lists a folder", |_| false),
    ("opens /dev/null", |needs| needs.processes),
    ("writes in its folder", Needs::writes),
    ("works in its folder", Needs::writes),
    ("makes a named pipe in its folder", Needs::writes),
    ("makes a named pipe elsewhere", |_| false),
    ("makes a socket by its mode", |_| false),
    ("writes elsewhere", |_| false),
    ("follows a link", |_| false),
    ("changes a mode", |_| false),
    ("writes its memory", |_| false),
    ("reads its program", |_| false),
    ("reads its environment", |_| false),
    ("starts a program", |needs| needs.processes),
    ("becomes a program", |needs| needs.processes),
    ("copies itself", |needs| needs.processes),
    ("runs what it wrote", |needs| needs.processes),
    ("maps code", |needs| needs.processes),
    ("talks to itself", |needs| needs.sockets),
    ("binds a datagram socket", |_| false),
    ("binds a socket by path", |_| false),
    ("binds a socket by name", |_| false),
    ("signals its parent", |_| false),
    ("raises its limits", |_| false),
];

/// Try it. `rest` is a folder of the same user, outside of what is allowed.
pub(crate) fn attempt(what: &str, scratch: &Path, rest: &[String]) -> io::Result<()> {
    let outside = Path::new(rest.first().map_or("/", String::as_str));
    let own = scratch.join("file");
    match what {
        "reads a file" => fs::read("/etc/passwd").map(drop),
        "lists a folder" => fs::read_dir("/").map(drop),
        "opens /dev/null" => File::open("/dev/null").map(drop),
        "writes in its folder" => fs::write(own, "text"),
        "works in its folder" => work_in(scratch),
        "makes a named pipe in its folder" => make(&own, libc::S_IFIFO),
        "makes a named pipe elsewhere" => make(&outside.join("pipe"), libc::S_IFIFO),
        "makes a socket by its mode" => make(&own, libc::S_IFSOCK),
        "writes elsewhere" => fs::write(outside.join("new"), "text"),
        "follows a link" => {
            symlink("/etc/passwd", &own)?;
            fs::read(&own).map(drop)
        }
        "changes a mode" => fs::set_permissions(outside.join("own"), Permissions::from_mode(0o600)),
        "writes its memory" => {
            let mut options = OpenOptions::new();
            options.write(true).open("/proc/self/mem").map(drop)
        }
        "reads its program" => File::open("/proc/self/exe").map(drop),
        "reads its environment" => fs::read("/proc/self/environ").map(drop),
        "starts a program" => well(Command::new("/bin/true").status()?),
        "becomes a program" => Err(Command::new("/bin/true").exec()),
        "copies itself" => copy(),
        "runs what it wrote" => {
            fs::copy("/bin/true", &own)?;
            well(Command::new(&own).status()?)
        }
        "maps code" => map_code(),
        "talks to itself" => talk(),
        "binds a datagram socket" => UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).map(drop),
        "binds a socket by path" => UnixListener::bind(outside.join("socket")).map(drop),
        "binds a socket by name" => {
            let name = format!("workbook-{}", std::process::id());
            let address = SocketAddr::from_abstract_name(name)?;
            UnixListener::bind_addr(&address).map(drop)
        }
        "signals its parent" => signal_parent(),
        "raises its limits" => set_a_limit(),
        // These two depend on what the system lets us mount.
        "sees its program" => fs::read_link("/proc/self/exe").map(drop),
        "fills its folder" => fill(scratch),
        "calls" => TcpStream::connect(rest.first().map_or("", String::as_str)).map(drop),
        "fills a connection" => fill_a_connection(),
        other => Err(io::Error::other(format!("`{other}` is not known"))),
    }
}

fn well(status: ExitStatus) -> io::Result<()> {
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(status.to_string())),
    }
}

/// A file of this kind, by the one call that makes pipes, sockets and devices.
#[expect(unsafe_code, reason = "no safe function makes such files")]
fn make(path: &Path, kind: libc::mode_t) -> io::Result<()> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: the path ends with a zero and outlives the call.
    number(unsafe { libc::mknodat(libc::AT_FDCWD, path.as_ptr(), kind | 0o600, 0) })
}

/// Whatever std does with files.
fn work_in(scratch: &Path) -> io::Result<()> {
    let folder = scratch.join("a folder/in it");
    fs::create_dir_all(&folder)?;
    let (one, other) = (folder.join("one"), folder.join("other"));
    let mut file = File::create_new(&one)?;
    file.write_all(b"text")?;
    file.set_len(2)?;
    file.sync_all()?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.set_modified(std::time::SystemTime::UNIX_EPOCH)?;
    file.try_lock().map_err(io::Error::other)?;
    fs::rename(&one, &other)?;
    fs::copy(&other, &one)?;
    fs::hard_link(&other, folder.join("third"))?;
    symlink("one", folder.join("link"))?;
    let linked = fs::read_to_string(folder.join("link"))?;
    let listed = fs::read_dir(&folder)?.count();
    let canonical = folder.canonicalize()?;
    if (linked.as_str(), listed) != ("te", 4) || !canonical.is_absolute() {
        return Err(io::Error::other(format!("{linked} {listed}")));
    }
    fs::remove_file(&one)?;
    fs::remove_dir_all(scratch.join("a folder"))
}

/// Folders one in the other, deeper than any path is long, and then bytes, until
/// the system says that there is no room.
fn fill(scratch: &Path) -> io::Result<()> {
    let [all, next] = ["all", "next"].map(|name| scratch.join(name));
    let deeper = || {
        fs::create_dir(&next)?;
        fs::rename(&all, next.join("x"))?;
        fs::rename(&next, &all)
    };
    fs::create_dir(&all)?;
    let limit = (0..2 * seal::MOST_ENTRIES).find(|_| deeper().is_err());
    let limit = limit.ok_or_else(|| io::Error::other("there is no limit"))?;
    assert!(limit < seal::MOST_ENTRIES);
    let full = File::create(scratch.join("one more"));
    assert!(full.is_err_and(|error| error.kind() == ErrorKind::StorageFull));
    // One place is free again.
    fs::rename(all.join("x"), &next)?;
    fs::remove_dir(&all)?;
    // Without a name it takes room all the same.
    let path = scratch.join("file");
    let mut file = File::create(&path)?;
    fs::remove_file(&path)?;
    let block = [7; 1 << 20];
    let written = (0..=seal::MOST_BYTES >> 20).try_for_each(|_| file.write_all(&block));
    if let Err(error) = written {
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        return Ok(());
    }
    Err(io::Error::other("there was room for more than is allowed"))
}

fn talk() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut one = TcpStream::connect(listener.local_addr()?)?;
    let (mut other, _) = listener.accept()?;
    other.set_nodelay(true)?;
    one.set_nonblocking(true)?;
    one.write_all(b"?")?;
    other.read_exact(&mut [0])
}

/// Say how much is on its way when nobody reads, after somebody has read much.
fn fill_a_connection() -> io::Result<()> {
    const MUCH: usize = 32 << 20;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut one = TcpStream::connect(listener.local_addr()?)?;
    let (mut other, _) = listener.accept()?;
    one.set_nonblocking(true)?;
    let (block, mut room) = (vec![7; 64 << 10], vec![0; 64 << 10]);
    let (mut sent, mut read) = (0, 0);
    while read < MUCH {
        while let Ok(more) = one.write(&block) {
            sent += more;
        }
        read += other.read(&mut room)?;
    }
    while let Ok(more) = one.write(&block) {
        sent += more;
    }
    let mut out = io::stdout();
    writeln!(out, "on its way: {} KiB", (sent - read) >> 10)
}

#[expect(unsafe_code, reason = "no safe function copies a process")]
fn copy() -> io::Result<()> {
    // SAFETY: one thread; the copy ends at once.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => seal::leave(0),
        _ => Ok(()),
    }
}

#[expect(unsafe_code, reason = "no safe function maps code")]
fn map_code() -> io::Result<()> {
    let code = libc::PROT_READ | libc::PROT_EXEC;
    let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    // SAFETY: new memory, which nobody uses.
    let mapped = unsafe { libc::mmap(std::ptr::null_mut(), 4096, code, private, -1, 0) };
    match mapped {
        libc::MAP_FAILED => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// Signal 0 changes nothing, and needs the same right as any other.
#[expect(unsafe_code, reason = "no safe function sends signals")]
fn signal_parent() -> io::Result<()> {
    // SAFETY: numbers only.
    number(unsafe { libc::kill(libc::getppid(), 0) })
}

/// To what it is, which everybody may, where limits may be set at all.
#[expect(unsafe_code, reason = "no safe function sets limits")]
fn set_a_limit() -> io::Result<()> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: both calls use this one place, which outlives them.
    unsafe {
        number(libc::getrlimit(libc::RLIMIT_DATA, &raw mut limit))?;
        number(libc::setrlimit(libc::RLIMIT_DATA, &raw const limit))
    }
}

fn number(result: libc::c_int) -> io::Result<()> {
    match result {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
