//! Which files a child may touch: a Landlock ruleset, opened before fork.

use super::{FenceError, Plan, went_well};
use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetError, Scope, path_beneath_rules,
};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// The newest version whose meaning is known here; on an older kernel the
/// library asks for what that knows.
const KNOWN: ABI = ABI::V6;

/// A ruleset that is ready to be put in force.
#[derive(Debug)]
pub(super) struct Files {
    ruleset: Option<OwnedFd>,
    version: Option<u32>,
}

impl Files {
    /// Open a ruleset for `plan`, where the kernel has Landlock in this `version`.
    pub(super) fn new(plan: &Plan, version: Option<u32>) -> Result<Self, FenceError> {
        let ruleset = match version {
            Some(_) => ruleset(plan).map_err(|error| FenceError(error.to_string()))?,
            None => None,
        };
        let version = version.filter(|_| ruleset.is_some());
        Ok(Self { ruleset, version })
    }

    /// The version of Landlock that is put in force.
    pub(super) fn version(&self) -> Option<u32> {
        self.version
    }

    /// Put it in force around the calling thread.
    pub(super) fn apply(&self) -> io::Result<()> {
        let Some(ruleset) = &self.ruleset else {
            return Ok(());
        };
        let (fd, flags) = (ruleset.as_raw_fd(), 0_u32);
        #[expect(
            unsafe_code,
            reason = "the library would allocate between fork and exec"
        )]
        // SAFETY: a descriptor that lives as long as this, and no pointers.
        let refused = unsafe { libc::syscall(libc::SYS_landlock_restrict_self, fd, flags) };
        went_well(refused)
    }
}

fn ruleset(plan: &Plan) -> Result<Option<OwnedFd>, RulesetError> {
    let mut ruleset = Ruleset::default().handle_access(AccessFs::from_all(ABI::V5))?;
    if !plan.may_open_sockets {
        ruleset = ruleset.handle_access(AccessNet::from_all(KNOWN))?;
    }
    // Its own children it may signal, us it may not.
    let created = ruleset
        .scope(Scope::from_all(KNOWN))?
        .create()?
        .add_rules(path_beneath_rules(&plan.read, reading()))?
        .add_rules(path_beneath_rules(
            &plan.execute,
            AccessFs::from_read(KNOWN),
        ))?
        .add_rules(path_beneath_rules(&plan.write, writing()))?;
    Ok(created.into())
}

fn reading() -> BitFlags<AccessFs> {
    AccessFs::ReadFile | AccessFs::ReadDir
}

/// All but executing what was written, and making what is no file.
fn writing() -> BitFlags<AccessFs> {
    let more = AccessFs::Execute
        | AccessFs::MakeChar
        | AccessFs::MakeBlock
        | AccessFs::MakeSock
        | AccessFs::MakeFifo
        | AccessFs::IoctlDev;
    AccessFs::from_all(KNOWN) & !more
}

/// The version of Landlock that the running kernel has.
pub(crate) fn promised() -> Option<u32> {
    /// `LANDLOCK_CREATE_RULESET_VERSION`.
    const VERSION: u32 = 1;
    let nothing = std::ptr::null::<u8>();
    #[expect(
        unsafe_code,
        reason = "the library does not tell the kernel's own number"
    )]
    // SAFETY: with this flag the kernel reads no memory.
    let version =
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, nothing, 0_usize, VERSION) };
    u32::try_from(version).ok().filter(|version| *version > 0)
}
