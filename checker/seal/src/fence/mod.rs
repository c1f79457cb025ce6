//! A fence around a child: built before fork, put up between fork and exec.
//!
//! Between fork and exec nothing may allocate or lock. So all that can be
//! prepared is prepared by [`Fence::new`], and [`Fence::apply`] is only system
//! calls.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod files;
#[cfg(target_os = "linux")]
mod limits;
#[cfg(target_os = "linux")]
mod probe;

#[cfg(target_os = "linux")]
pub(crate) use files::promised as landlock_version;

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What a child may touch and cost. The default is nothing at all.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Files, and folders with all beneath them, that it may read.
    pub read: Vec<PathBuf>,
    /// Those that it may also write, and make and remove files in.
    pub write: Vec<PathBuf>,
    /// Those that it may read and also execute: itself, to begin with.
    pub execute: Vec<PathBuf>,
    /// Whether it may start processes; threads are always allowed.
    pub may_start_processes: bool,
    /// Whether it may open sockets. A pair that leads nowhere is always allowed.
    pub may_open_sockets: bool,
    /// What it may cost.
    pub limits: Limits,
}

/// What a child may cost; `None` leaves what is in force already. A core is
/// never written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Processor time of all its threads, in seconds: SIGXCPU, and a second
    /// later SIGKILL.
    pub cpu_seconds: Option<u64>,
    /// Address space, in bytes.
    pub address_space: Option<u64>,
    /// Memory that it can write, in bytes.
    pub data: Option<u64>,
    /// The size of a file that it writes, in bytes: SIGXFSZ.
    pub file_size: Option<u64>,
    /// How many files it may have open, counted from descriptor 0.
    pub open_files: Option<u64>,
}

/// What keeps a process in, as far as this system can.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InForce {
    /// The version of Landlock, which keeps it from files.
    pub landlock: Option<u32>,
    /// Whether seccomp keeps it from system calls.
    pub seccomp: bool,
}

/// What this system was seen to be able to put in force.
pub type Available = InForce;

/// A fence that is ready to be put up.
#[derive(Debug)]
pub struct Fence {
    #[cfg(target_os = "linux")]
    files: files::Files,
    #[cfg(target_os = "linux")]
    calls: calls::Calls,
    #[cfg(target_os = "linux")]
    limits: limits::Ready,
}

/// A fence that could not be built on a system that should be able to.
#[derive(Debug)]
pub struct FenceError(String);

impl fmt::Display for FenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to build a fence: {}", self.0)
    }
}

impl std::error::Error for FenceError {}

/// What this system can put in force. Tried once, on a thread that is thrown
/// away: it counts what was seen to be denied, not what the kernel promises.
#[must_use]
pub fn available() -> Available {
    #[cfg(target_os = "linux")]
    return probe::available();
    #[cfg(not(target_os = "linux"))]
    return Available::default();
}

#[cfg(target_os = "linux")]
impl Fence {
    /// Prepare what `plan` says, as far as this system can. What the plan names
    /// and what does not exist is left out.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses what [`available`] says that it can.
    pub fn new(plan: &Plan) -> Result<Self, FenceError> {
        Self::with(plan, available())
    }

    fn with(plan: &Plan, available: Available) -> Result<Self, FenceError> {
        Ok(Self {
            files: files::Files::new(plan, available.landlock)?,
            calls: calls::Calls::new(plan, available.seccomp)?,
            limits: limits::Ready::new(plan.limits),
        })
    }

    /// Put it up around the calling thread, and all that it starts or becomes,
    /// for ever. The limits are those of the whole process.
    ///
    /// Only system calls: safe between fork and exec.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses; the child must not go on then.
    pub fn apply(&self) -> io::Result<()> {
        self.limits.apply()?;
        self.restrict()
    }

    /// All but the limits.
    fn restrict(&self) -> io::Result<()> {
        no_new_privileges()?;
        self.files.apply()?;
        // Last: what was needed until here may be denied from here on.
        self.calls.apply()
    }

    /// What is in force around whoever called [`Fence::apply`].
    #[must_use]
    pub fn in_force(&self) -> InForce {
        InForce {
            landlock: self.files.version(),
            seccomp: self.calls.are_filtered(),
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Fence {
    /// Nothing can be prepared here.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn new(_plan: &Plan) -> Result<Self, FenceError> {
        Ok(Self {})
    }

    /// Nothing is put up.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn apply(&self) -> io::Result<()> {
        Ok(())
    }

    /// Nothing is in force.
    #[must_use]
    pub fn in_force(&self) -> InForce {
        InForce::default()
    }
}

/// A program that is started may not gain rights; the kernel asks for this
/// before it takes a filter from an ordinary user.
#[cfg(target_os = "linux")]
fn no_new_privileges() -> io::Result<()> {
    #[expect(unsafe_code, reason = "no library wraps this call without allocating")]
    // SAFETY: takes no pointers.
    let refused = unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) };
    went_well(refused.into())
}

/// What a system call that returns -1 on errors came to.
#[cfg(target_os = "linux")]
fn went_well(returned: i64) -> io::Result<()> {
    if returned == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests;
