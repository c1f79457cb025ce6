//! Why something could not be built: what the tools said, sorted by what a
//! person can do about it.

use super::packages;

/// A fault of the machine or of its network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The program that links is not there.
    NoLinker(String),
    /// A linker that the C compiler was told to use is not there.
    OtherLinker,
    /// What every program is linked with is not there.
    NoLibc,
    /// The linker fails for another reason.
    Linker,
    /// The disk is full, or the user's share of it.
    DiskFull,
    /// Nothing can be written there.
    ReadOnly,
    /// Something was ended by the system, or found no memory.
    Memory,
    /// No more processes, threads or open files for this user.
    Limits,
    /// Something may not be read, written or run.
    Permission,
    /// The network is not to be used, and is needed.
    Offline,
    /// Who stands between here and the registry does not let it through.
    Proxy,
    /// The other side is not believed to be who it is.
    Certificate,
    /// The registry wants to know who asks.
    Credentials,
    /// The registry does not answer.
    Network,
    /// Cargo is older than the lock file or a manifest.
    OldCargo,
    /// The compiler is older than a crate needs.
    OldRust,
    /// The standard library is not there.
    NoStd,
    /// What was downloaded is not what it was.
    Download,
    /// Anything else.
    Unknown,
}

/// Words and what they stand for; the first that are found decide.
const WORDS: [(&[&str], Fault); 15] = [
    (
        &[
            "No space left on device",
            "os error 28)",
            "quota exceeded",
            "os error 122)",
        ],
        Fault::DiskFull,
    ),
    (&["Read-only file system", "os error 30)"], Fault::ReadOnly),
    (
        &[
            "SIGKILL",
            "signal 9",
            "Cannot allocate memory",
            "out of memory",
            "memory exhausted",
            "memory allocation of",
            "os error 12)",
        ],
        Fault::Memory,
    ),
    (
        &[
            "Too many open files",
            "os error 24)",
            "Resource temporarily unavailable",
            "os error 11)",
        ],
        Fault::Limits,
    ),
    (
        &[
            "lock file version",
            "is not a valid lock file",
            "feature `edition2024` is required",
            "requires a newer version of Cargo",
            "this version of Cargo is older",
        ],
        Fault::OldCargo,
    ),
    (
        &[
            "is not supported by the following package",
            "requires rustc ",
            "this version of rustc",
        ],
        Fault::OldRust,
    ),
    (
        &[
            "can't find crate for `std`",
            "can't find crate for `core`",
            "target may not be installed",
            "could not find specification for target",
        ],
        Fault::NoStd,
    ),
    (
        &[
            "failed to verify the checksum",
            "failed to unpack package",
            "changed between lock files",
            "invalid gzip header",
            "corrupt deflate stream",
            "unexpected end of file",
            "couldn't read `/",
            "unable to verify that",
        ],
        Fault::Download,
    ),
    (
        &[
            "--offline was specified",
            "the `--offline` flag",
            "offline mode",
            "without the offline flag",
            "remove the --offline",
        ],
        Fault::Offline,
    ),
    (
        &[
            "resolve proxy",
            "CONNECT tunnel failed",
            "Proxy CONNECT",
            "response 407",
            "got 407",
            "Received HTTP code 407",
        ],
        Fault::Proxy,
    ),
    (&["SSL", "certificate", "TLS"], Fault::Certificate),
    (
        &[
            "status 401",
            "got 401",
            "code 401",
            "status 403",
            "got 403",
            "code 403",
            "no token found",
            "failed to authenticate",
        ],
        Fault::Credentials,
    ),
    (
        &[
            "resolve host",
            "Couldn't connect",
            "Could not connect",
            "Failed to connect",
            "Connection refused",
            "Connection reset",
            "timed out",
            "Timeout was reached",
            "Network is unreachable",
            "No route to host",
            "spurious network error",
            "download of",
            "failed to download",
            "failed to query replaced source",
            "Unable to update registry",
        ],
        Fault::Network,
    ),
    (
        &[
            "Permission denied",
            "os error 13)",
            "Operation not permitted",
        ],
        Fault::Permission,
    ),
    (&["linking with "], Fault::Linker),
];

impl Fault {
    /// Sort what was said.
    pub(super) fn of(said: &str) -> Self {
        if let Some(name) = missing_linker(said) {
            return Self::NoLinker(name);
        }
        if said.contains("linking with ") {
            let lacks = |words: &[&str]| words.iter().any(|word| said.contains(word));
            if lacks(&["fuse-ld", "cannot find 'ld'", "cannot find `ld"]) {
                return Self::OtherLinker;
            }
            if lacks(&["crt1.o", "cannot find -lc", "cannot find -lgcc", "crti.o"]) {
                return Self::NoLibc;
            }
        }
        let known = WORDS
            .into_iter()
            .find(|(words, _)| words.iter().any(|word| said.contains(word)));
        match known {
            Some((_, fault)) => fault,
            // What others have built for years.
            None if said.contains("/registry/src/") => Self::Download,
            None => Self::Unknown,
        }
    }

    /// What to do about it.
    pub(super) fn advice(&self) -> String {
        let fixed = match self {
            Self::NoLinker(name) => {
                return format!(
                    "there is no `{name}`, which links programs; install it with {}",
                    packages::linker()
                );
            }
            Self::OtherLinker => {
                return format!(
                    "the C compiler looks for another linker than there is; take the flag that \
                     names it out of its settings, install that linker, or install the usual \
                     one with {}",
                    packages::linker()
                );
            }
            Self::NoLibc => {
                return format!(
                    "the files that every program is linked with are missing; install them with \
                     {}",
                    packages::linker()
                );
            }
            Self::Linker => {
                "the linker does not work; `cc` is what links, and it has to link a program of C, too"
            }
            Self::DiskFull => {
                "make room on the disk, or set WORKBOOK_CACHE_DIR to a folder on another one"
            }
            Self::ReadOnly => {
                "the file system is read-only; set WORKBOOK_CACHE_DIR to a folder that you may write"
            }
            Self::Memory => {
                "the system has too little memory for it, or a limit on memory is too low; close \
                 other programs, look at `ulimit -a`, and try again"
            }
            Self::Limits => {
                "a limit on processes or open files is reached; look at `ulimit -a`, raise the \
                 limit or close other programs, and try again"
            }
            Self::Permission => {
                "something may not be read, written or run; check the permissions of what is \
                 named below, and whether programs may be run in the cache folder"
            }
            Self::Offline => {
                "`--offline` works only when cargo has downloaded them before; try again without it"
            }
            Self::Proxy => {
                "the proxy does not let it through; check `https_proxy` and the `proxy` in the \
                 settings of cargo, and try again"
            }
            Self::Certificate => {
                "the registry's certificate is not accepted; behind a proxy that looks into \
                 connections set `http.cainfo` in the settings of cargo to its certificate, and \
                 check the clock of this machine"
            }
            Self::Credentials => {
                "the registry refuses who asks; check the registry in the settings of cargo, and \
                 `cargo login`"
            }
            Self::Network => {
                "the first time needs the network; check it, or the mirror in the settings of \
                 cargo, and try again"
            }
            Self::OldCargo | Self::OldRust => {
                "this Rust is too old for them; bring it up to date with `rustup update`"
            }
            Self::NoStd => {
                "the standard library for this machine is missing in the toolchain; `rustup \
                 component add rust-std`, or install the toolchain again"
            }
            Self::Download => {
                "what was downloaded is damaged; remove the folder `registry` in the home of \
                 cargo (`~/.cargo/registry`) and try again"
            }
            Self::Unknown => "what was said is below",
        };
        fixed.to_owned()
    }
}

/// The `X` of "linker `X` not found".
fn missing_linker(said: &str) -> Option<String> {
    let rest = said.split("linker `").nth(1)?;
    let (name, rest) = rest.split_once('`')?;
    rest.starts_with(" not found").then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
