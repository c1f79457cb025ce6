//! Landlock: which files a process may touch.

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, PathBeneath, PathFd, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};
use std::path::Path;

/// Of what it knows, an older kernel does what it can.
pub(crate) const KNOWN: ABI = ABI::V7;

/// Everything is denied, apart from what is added to it; TCP is denied unless
/// `tcp`.
pub(crate) fn nothing_allowed(tcp: bool) -> Result<RulesetCreated, RulesetError> {
    let mut rules = Ruleset::default().handle_access(AccessFs::from_all(KNOWN))?;
    if !tcp {
        rules = rules.handle_access(AccessNet::from_all(KNOWN))?;
    }
    rules.scope(Scope::from_all(KNOWN))?.create()
}

/// Allow `access` beneath `path`. What does not exist needs no rule.
pub(crate) fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, RulesetError> {
    let Ok(place) = PathFd::new(path) else {
        return Ok(rules);
    };
    // Of a file, what only folders have cannot be allowed.
    let access = match path.is_dir() {
        true => access,
        false => access & AccessFs::from_file(KNOWN),
    };
    rules.add_rule(PathBeneath::new(place, access))
}

/// To read and to list.
pub(crate) fn read() -> BitFlags<AccessFs> {
    AccessFs::ReadFile | AccessFs::ReadDir
}

/// To read, and to run what is there.
pub(crate) fn run() -> BitFlags<AccessFs> {
    read() | AccessFs::Execute
}

/// To read, write, make and remove; not to run.
pub(crate) fn write() -> BitFlags<AccessFs> {
    let never = AccessFs::Execute
        | AccessFs::MakeChar
        | AccessFs::MakeBlock
        | AccessFs::MakeSock
        | AccessFs::IoctlDev;
    AccessFs::from_all(KNOWN) & !never
}

/// Put it in force, for ever; `false` where the kernel has no Landlock.
pub(crate) fn enforce(rules: RulesetCreated) -> Result<bool, RulesetError> {
    let status = rules.restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}
