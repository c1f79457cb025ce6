//! Where compilers, linkers and libraries live. What is not there on a system
//! is left out of its fences.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders of shared libraries, and of the everybodys that every program begins
/// with: it is executed.
pub(super) const LIBRARIES: [&str; 9] = [
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
];

/// Where a linker and what it calls may be.
pub(super) const PROGRAMS: [&str; 3] = ["/usr", "/bin", "/sbin"];

/// What a linker asks for the folders of shared libraries.
pub(super) const LINKER_FILES: [&str; 2] = ["/etc/ld.so.conf", "/etc/ld.so.conf.d"];

/// What the everybodys reads; and the compiler's allocator, which is slower where
/// it has to assume the worst. Of both the kernel tells everybody the same.
pub(super) fn everybodys() -> impl Iterator<Item = PathBuf> {
    [
        "/etc/ld.so.cache",
        "/etc/ld.so.preload",
        "/proc/sys/vm/overcommit_memory",
        "/sys/kernel/mm/transparent_hugepage/enabled",
    ]
    .into_iter()
    .map(PathBuf::from)
}

/// The folders that the compilers belong to: as they are called, and as they
/// are. A toolchain may be put together of links into another one.
pub(super) fn sysroots(compilers: &[PathBuf]) -> Vec<PathBuf> {
    let real = compilers.iter().filter_map(|path| path.canonicalize().ok());
    let all = compilers.iter().cloned().chain(real);
    let mut roots: Vec<PathBuf> = all
        .filter_map(|path| Some(path.parent()?.parent()?.to_owned()))
        .collect();
    roots.sort();
    roots.dedup();
    roots
}

/// The compiler's own shared libraries. Not their folder: the sources of the
/// standard library are beneath it, and whatever else was installed.
pub(super) fn compiler_libraries(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join("lib"))
        .into_iter()
        .flatten()
        .flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect()
}

/// The folder `name` of each target of a toolchain.
pub(super) fn target_folders(root: &Path, name: &str) -> Vec<PathBuf> {
    let targets = fs::read_dir(root.join("lib/rustlib"))
        .into_iter()
        .flatten()
        .flatten();
    targets
        .map(|target| target.path().join(name))
        .filter(|path| path.is_dir())
        .collect()
}

/// What a compiler that is a script needs: the shell.
pub(super) fn around(compiler: &Path) -> Vec<PathBuf> {
    let mut start = [0; 2];
    let is_script = fs::File::open(compiler)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| start == *b"#!");
    let needed = if is_script { &PROGRAMS[..] } else { &[] };
    needed.iter().map(PathBuf::from).collect()
}

/// The folders of the linker that the search path names, where it is not one of
/// the system's: its own folder, and the one that it was installed in.
pub(super) fn linker() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = Vec::new();
    for name in ["cc", "gcc", "clang", "ld", "ld.lld", "as"] {
        let mut found = std::env::split_paths(&path).map(|folder| folder.join(name));
        let Some(program) = found.find(|program| program.is_file()) else {
            continue;
        };
        folders.extend(program.parent().map(Path::to_owned));
        folders.extend(program.canonicalize().ok().and_then(installed));
    }
    folders.sort();
    folders.dedup();
    folders
}

/// `/opt/gcc` for `/opt/gcc/bin/gcc`; of any other program its folder.
fn installed(program: PathBuf) -> Option<PathBuf> {
    let folder = program.parent()?;
    let whole = folder.file_name() == Some(OsStr::new("bin"));
    // Somebody's own `bin` is in no installation, but in a home.
    let whole = folder
        .parent()
        .filter(|above| whole && above.join("lib").is_dir());
    Some(whole.unwrap_or(folder).to_owned())
}
