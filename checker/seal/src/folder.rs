//! The folder of a test with a bound on what it holds: a file system in memory
//! that only this process and what it starts see, and that is gone with them.
//! Nobody has to remove what was written there.

use crate::limits::{MOST_BYTES, MOST_ENTRIES};
use crate::{canary, user};
use report::Needs;
use std::ffi::{CStr, CString};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Have `folder` be such a file system, for the user `uid` if this process is to
/// become that, and take `/proc` out of sight, where it stands which program this
/// is. `false` where the system does not let us; nothing is changed then.
pub(crate) fn of_our_own(needs: Needs, folder: &Path, uid: Option<u32>) -> bool {
    // There is no way back from one that does not work, so a copy of us tries.
    let make = || make(needs, folder, uid);
    canary::in_a_copy(|| make().is_ok() && is_bounded(needs, folder)) && make().is_ok()
}

fn make(needs: Needs, folder: &Path, uid: Option<u32>) -> io::Result<()> {
    let laid_out = laid_out(folder)?;
    let (user, group) = ids();
    move_there(user, group)?;
    if needs.writes() {
        let (owner, group) = uid.map_or((user, group), |uid| (uid, uid));
        let options =
            format!("size={MOST_BYTES},nr_inodes={MOST_ENTRIES},mode=700,uid={owner},gid={group}");
        // Programs that the test starts may lie there.
        let flags = match needs.processes {
            true => libc::MS_NOSUID | libc::MS_NODEV,
            false => libc::MS_NOSUID | libc::MS_NODEV | libc::MS_NOEXEC,
        };
        mount(folder, flags, &options)?;
        for (path, content) in laid_out {
            fs::write(&path, content)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        }
        // Until now we were in the folder below.
        std::env::set_current_dir(folder)?;
    }
    let flags = libc::MS_NOSUID | libc::MS_NODEV | libc::MS_NOEXEC | libc::MS_RDONLY;
    mount(Path::new("/proc"), flags, "size=4096,nr_inodes=2,mode=555")
}

/// What was put there for the test: programs, and nothing else.
fn laid_out(folder: &Path) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    paths
        .map(|path| path.and_then(|path| Ok((path.clone(), fs::read(path)?))))
        .collect()
}

fn is_bounded(needs: Needs, folder: &Path) -> bool {
    let probe = folder.join(".probe");
    let writes = || fs::write(&probe, "").and_then(|()| fs::remove_file(&probe));
    (!needs.writes() || writes().is_ok()) && !Path::new("/proc/self").exists()
}

#[expect(unsafe_code, reason = "two calls, without memory")]
fn ids() -> (u32, u32) {
    // SAFETY: they take nothing and return numbers.
    unsafe { (libc::geteuid(), libc::getegid()) }
}

/// Into a view of the file systems of our own. Root may; elsewhere whoever may
/// make a user namespace, in which we stay who we are.
#[expect(unsafe_code, reason = "no library that we have makes namespaces")]
fn move_there(user: u32, group: u32) -> io::Result<()> {
    // SAFETY: this process has one thread, and no memory is touched.
    let moved = unsafe { libc::unshare(libc::CLONE_NEWNS) == 0 };
    if !moved {
        // Root in a user namespace could not become anybody else.
        if user::is_root() {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: as above.
        if unsafe { libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS) } != 0 {
            return Err(io::Error::last_os_error());
        }
        fs::write("/proc/self/setgroups", "deny")?;
        fs::write("/proc/self/uid_map", format!("{user} {user} 1"))?;
        fs::write("/proc/self/gid_map", format!("{group} {group} 1"))?;
    }
    // What is mounted here is for nobody else.
    let all = libc::MS_REC | libc::MS_PRIVATE;
    // SAFETY: the path ends with a zero, and the others are not looked at.
    let private = unsafe {
        let none = std::ptr::null();
        libc::mount(none, c"/".as_ptr(), none, all, none.cast())
    };
    went_well(private)
}

#[expect(unsafe_code, reason = "no library that we have mounts")]
fn mount(place: &Path, flags: libc::c_ulong, options: &str) -> io::Result<()> {
    const NAME: &CStr = c"workbook";
    let place = CString::new(place.as_os_str().as_bytes())?;
    let options = CString::new(options)?;
    // SAFETY: all four end with a zero and live longer than the call.
    let mounted = unsafe {
        libc::mount(
            NAME.as_ptr(),
            place.as_ptr(),
            c"tmpfs".as_ptr(),
            flags,
            options.as_ptr().cast(),
        )
    };
    went_well(mounted)
}

fn went_well(returned: libc::c_int) -> io::Result<()> {
    match returned {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
