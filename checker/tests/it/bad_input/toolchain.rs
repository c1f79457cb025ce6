//! A compiler or a proxy that is there and does not work.

use super::machine::script;
use super::{JUDGING, judged, refuses};
use crate::support::Bench;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// With `rustc` of this text as the only program of the `PATH` but the shell's.
fn with_rustc(text: &str) -> (Bench, PathBuf) {
    let bench = Bench::new();
    let programs = bench.folder().join("programs");
    fs::create_dir(&programs).unwrap();
    let rustc = script(&programs.join("rustc"), text);
    let path = format!("{}:/usr/bin:/bin", programs.display());
    (bench.env("PATH", path), rustc)
}

#[test]
fn a_compiler_that_may_not_be_executed_is_named() {
    let bench = Bench::new();
    let rustc = script(&bench.folder().join("rustc"), "true");
    fs::set_permissions(&rustc, fs::Permissions::from_mode(0o644)).unwrap();
    let bench = bench.env("RUSTC", &rustc);
    refuses(
        &bench,
        &JUDGING,
        &["may not be executed", "rustc`", "chmod +x"],
    );
}

#[test]
fn a_compiler_for_another_machine_is_named() {
    let bench = Bench::new();
    let rustc = bench.folder().join("rustc");
    fs::write(&rustc, [0x7f, b'E', b'L', b'F', 9, 9, 9, 9]).unwrap();
    fs::set_permissions(&rustc, fs::Permissions::from_mode(0o755)).unwrap();
    let bench = bench.env("RUSTC", &rustc);
    refuses(&bench, &JUDGING, &["no program that this machine can run"]);
}

#[test]
fn what_a_proxy_complains_of_is_said_with_what_mends_it() {
    let says = |words: &str, wants: &[&str]| {
        let (bench, _) = with_rustc(&format!("printf '{words}' >&2; exit 1"));
        refuses(&bench, &JUDGING, wants);
    };
    says(
        "\\033[31merror\\033[0m: rustup could not choose a version of rustc to run, because one \
         wasnt specified explicitly, and no default is configured.\\nhelp: run rustup",
        &["`rustup default stable`", "no default is configured"],
    );
    says(
        "error: toolchain own is not installed\\n",
        &["`rustup toolchain install`", "own is not installed"],
    );
}

#[test]
fn a_toolchain_that_was_removed_is_named() {
    let (bench, _) = with_rustc("printf '/no/such/toolchain\\n/no/such/toolchain/lib\\n'");
    let wants = [
        "`/no/such/toolchain`",
        "there is no compiler in it",
        "rustup toolchain install",
    ];
    refuses(&bench, &JUDGING, &wants);
}

/// A proxy that counts how often it is asked, and stands for the real toolchain.
fn counting_proxy(bench: &Bench, sysroot: &Path) -> PathBuf {
    let count = bench.folder().join("count");
    let text = format!(
        "echo >>{count:?}\nPATH=$REAL_PATH exec {:?} \"$@\"",
        sysroot.join("bin/rustc")
    );
    let programs = bench.folder().join("programs");
    fs::create_dir(&programs).unwrap();
    script(&programs.join("rustup"), &text);
    symlink("rustup", programs.join("rustc")).unwrap();
    programs
}

#[test]
fn a_proxy_is_asked_once_until_something_changes() {
    let said = std::process::Command::new("rustc")
        .args(["--print", "sysroot"])
        .output();
    let sysroot = String::from_utf8(said.unwrap().stdout).unwrap();
    let bench = Bench::new();
    let programs = counting_proxy(&bench, Path::new(sysroot.trim()));
    let real = std::env::var("PATH").unwrap();
    let path = format!("{}:{real}", programs.display());
    let rustup = bench.folder().join("rustup");
    fs::create_dir_all(rustup.join("toolchains")).unwrap();
    let cache = bench.folder().join("fresh");
    let bench = bench
        .env("WORKBOOK_CACHE_DIR", cache)
        .env("PATH", path)
        .env("REAL_PATH", real)
        .env("RUSTUP_HOME", &rustup);
    let asked = || {
        let count = fs::read_to_string(bench.folder().join("count"));
        count.unwrap_or_default().lines().count()
    };
    for want in [1, 1, 1] {
        judged(bench.workbook(&["run"]));
        assert_eq!(asked(), want);
    }
    fs::write(rustup.join("settings.toml"), "default_toolchain = \"x\"").unwrap();
    for want in [2, 2] {
        judged(bench.workbook(&["run"]));
        assert_eq!(asked(), want);
    }
    fs::create_dir(rustup.join("toolchains/own")).unwrap();
    judged(bench.workbook(&["run"]));
    assert_eq!(asked(), 3);
}
