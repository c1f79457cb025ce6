//! The machine: no compiler, another compiler, no home folder.

use super::{JUDGING, judged, refuses};
use crate::support::{Bench, answer};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn without_a_compiler_it_is_said_how_to_install_one() {
    let bench = Bench::new().env("PATH", "/no/such/folder");
    refuses(&bench, &JUDGING, &["no Rust compiler", "https://rustup.rs"]);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["https://rustup.rs", "Press r to try again"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
    bench
        .workbook(&["doctor"])
        .exits(3)
        .stdout_has("missing  rustc")
        .stdout_has("https://rustup.rs");
    // Reading needs no compiler.
    bench.workbook(&["list"]).exits(0);
    bench.workbook(&["hint"]).exits(0);
}

#[test]
fn a_compiler_that_does_not_work_is_shown_with_what_it_said() {
    let bench = Bench::new();
    let broken = script(
        &bench.folder().join("rustc"),
        "echo 'no toolchain is set' >&2; exit 1",
    );
    let bench = bench.env("RUSTC", broken);
    refuses(&bench, &JUDGING, &["does not work", "no toolchain is set"]);
}

#[test]
fn without_a_home_folder_the_cache_is_in_the_workbook_and_said() {
    let bench = Bench::new()
        .without_env("HOME")
        .without_env("WORKBOOK_CACHE_DIR");
    let before = bench.learners_files();
    judged(bench.workbook(&["run"]))
        .stderr_has("there is no home folder")
        .stderr_has("WORKBOOK_CACHE_DIR");
    assert!(bench.path(".workbook/cache/builds").is_dir());
    assert_eq!(bench.learners_files(), before);
}

#[test]
fn for_another_toolchain_the_dependencies_are_built_again_and_it_is_said() {
    let bench = with_a_dependency();
    let (building, built) = ("building the crates", "built the crates in");
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_has(building)
        .stderr_has(built)
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_is("");
    let updated = updated_toolchain(&bench);
    let bench = bench.env("RUSTC", updated);
    bench
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_has(building)
        .stderr_has(built)
        .workbook(&["run", "add"])
        .exits(0)
        .stderr_is("");
    // The old one is still there for who goes back.
    let bench = bench.without_env("RUSTC");
    bench.workbook(&["run", "add"]).exits(0).stderr_is("");
}

#[test]
fn dependencies_that_cannot_be_built_say_what_cargo_said() {
    let bench = with_a_dependency();
    bench.save("tiny/src/lib.rs", "this is not Rust");
    bench
        .workbook(&["run", "add"])
        .exits(3)
        .stderr_has("error: failed to build the crates")
        .stderr_has("\n  error: expected one of")
        .stderr_has("tiny/src/lib.rs:1")
        .stderr_has("build.log`");
    // What failed is not remembered.
    bench.save("tiny/src/lib.rs", "pub fn half(n: u32) -> u32 { n / 2 }");
    bench.workbook(&["run", "add"]).exits(0);
}

/// An exercise that uses a crate beside it, with a cache that holds nothing.
pub(super) fn with_a_dependency() -> Bench {
    let manifest = "[package]\nname = \"exercises\"\nedition = \"2024\"\n\n\
                    [dependencies]\ntiny = { path = \"tiny\" }\n";
    let tiny = "[package]\nname = \"tiny\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
                [workspace]\n";
    let bench = Bench::new()
        .file("Cargo.toml", manifest)
        .file("tiny/Cargo.toml", tiny)
        .file("tiny/src/lib.rs", "pub fn half(n: u32) -> u32 { n / 2 }")
        .file(
            "exercises/01_numbers/01_add.rs",
            &answer("add", "tiny::half(84)"),
        );
    let cache = bench.folder().join("fresh");
    bench.env("WORKBOOK_CACHE_DIR", cache)
}

/// The toolchain of this machine, but `-vV` says that it is a later one.
fn updated_toolchain(bench: &Bench) -> PathBuf {
    let said = Command::new("rustc").args(["--print", "sysroot"]).output();
    let sysroot = String::from_utf8(said.unwrap().stdout).unwrap();
    let real = Path::new(sysroot.trim());
    let fake = bench.folder().join("updated");
    fs::create_dir_all(fake.join("bin")).unwrap();
    std::os::unix::fs::symlink(real.join("lib"), fake.join("lib")).unwrap();
    for program in ["cargo", "clippy-driver"] {
        if real.join("bin").join(program).exists() {
            let link = fake.join("bin").join(program);
            std::os::unix::fs::symlink(real.join("bin").join(program), link).unwrap();
        }
    }
    let rustc = real.join("bin/rustc");
    let text = format!(
        "case \"$*\" in\n\
         -vV) {rustc:?} -vV | sed 's/^rustc /rustc updated /' ;;\n\
         '--print sysroot'*) echo {fake:?}; {rustc:?} --print target-libdir ;;\n\
         *) exec {rustc:?} \"$@\" ;;\nesac"
    );
    script(&fake.join("bin/rustc"), &text)
}

pub(super) fn script(path: &Path, text: &str) -> PathBuf {
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_owned()
}
