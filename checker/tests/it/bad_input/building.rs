//! The crates that exercises use cannot be built, or somebody's settings of
//! cargo stand in the way.

use super::disk::namespace;
use super::machine::{script, with_a_dependency};
use crate::support::{Bench, PROGRAM};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Advice for other faults than the one at hand.
const NETWORK: &str = "needs the network";
const ROOM: &str = "make room";

/// The folder of the toolchain that builds this.
fn sysroot() -> PathBuf {
    let said = Command::new("rustc").args(["--print", "sysroot"]).output();
    String::from_utf8(said.unwrap().stdout)
        .unwrap()
        .trim()
        .into()
}

/// With a folder of programs in front of the `PATH`, or alone in it.
fn with_programs(bench: Bench, alone: bool) -> (Bench, PathBuf) {
    let programs = bench.folder().join("programs");
    fs::create_dir(&programs).unwrap();
    symlink(sysroot().join("bin/rustc"), programs.join("rustc")).unwrap();
    let mut path = vec![programs.clone()];
    if !alone {
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    }
    let path = std::env::join_paths(path).unwrap();
    (bench.env("PATH", path), programs)
}

/// The error is shown with this advice, and with none for another fault.
#[track_caller]
fn fails(bench: &Bench, wants: &[&str]) {
    let mut ran = bench.workbook(&["run", "add"]).exits(3).stdout_is("");
    for want in wants {
        ran = ran.stderr_has(want);
    }
    let said = ran.stderr();
    for other in [NETWORK, ROOM, "\u{1b}", "internal error"] {
        assert!(wants.contains(&other) || !said.contains(other), "{said}");
    }
    let log = said.split("all that was said is in `").nth(1).unwrap();
    let log = fs::read_to_string(log.split('`').next().unwrap()).unwrap();
    assert!(log.contains("$ ") && !log.contains('\u{1b}'), "{log}");
}

#[test]
fn without_a_linker_it_is_named_with_the_package_before_anything_is_built() {
    let (bench, _) = with_programs(with_a_dependency(), true);
    let wants = [
        "there is no `cc`",
        "install it with `",
        "linker `cc` not found",
    ];
    fails(&bench, &wants);
    let shared = fs::read_dir(bench.folder().join("fresh/cargo")).unwrap();
    let built = shared
        .flatten()
        .any(|place| place.path().join("target").exists());
    assert!(!built, "the linker is missed only after the build");
}

#[test]
fn what_a_linker_says_is_shown() {
    let (bench, programs) = with_programs(with_a_dependency(), false);
    let says = |words: &str| {
        script(
            &programs.join("cc"),
            &format!("echo \"{words}\" >&2; exit 1"),
        );
    };
    says("collect2: fatal error: cannot find 'ld'");
    fails(&bench, &["looks for another linker", "cannot find 'ld'"]);
    says("cc: error: unrecognized command-line option '-fuse-ld=mold'");
    fails(&bench, &["looks for another linker", "fuse-ld=mold"]);
    says("/usr/bin/ld: cannot find Scrt1.o: No such file or directory");
    fails(
        &bench,
        &["files that every program is linked with", "Scrt1.o"],
    );
    says("ld: final link failed: No space left on device");
    fails(&bench, &[ROOM, "No space left on device"]);
    says("ld: memory exhausted");
    fails(&bench, &["too little memory", "memory exhausted"]);
    says("$(printf '\\033[31m')it rains");
    fails(&bench, &["the linker does not work", "it rains"]);
    // What failed is not remembered.
    fs::remove_file(programs.join("cc")).unwrap();
    bench.workbook(&["run", "add"]).exits(0);
}

#[test]
fn a_compiler_that_dies_is_no_matter_of_the_network() {
    let (bench, _) = with_programs(with_a_dependency(), false);
    let rustc = sysroot().join("bin/rustc");
    let fake = bench.folder().join("fake");
    fs::create_dir_all(fake.join("bin")).unwrap();
    let asks = format!(
        "case \"$*\" in\n\
         '--print sysroot'*) echo {fake:?}; {rustc:?} --print target-libdir ;;\n\
         *'--crate-name tiny'*) kill -9 $$ ;;\n\
         *) exec {rustc:?} \"$@\" ;;\nesac"
    );
    let fake_rustc = script(&fake.join("bin/rustc"), &asks);
    let bench = bench.env("RUSTC", fake_rustc);
    fails(&bench, &["too little memory", "SIGKILL"]);
}

/// A home with these settings of cargo. The cache lies in it, as it mostly does.
fn at_home(bench: Bench, settings: &str) -> Bench {
    let home = bench.folder().join("home");
    fs::create_dir_all(home.join(".cargo")).unwrap();
    fs::write(home.join(".cargo/config.toml"), settings).unwrap();
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    let rustup = rustup.or_else(|| Some(std::env::home_dir()?.join(".rustup")));
    bench
        .env("RUSTUP_HOME", rustup.unwrap())
        .env("HOME", &home)
        .env("WORKBOOK_CACHE_DIR", home.join(".cache/workbook"))
        .without_env("CARGO_HOME")
}

/// A crate that does not compile where somebody's settings reach it.
const PLAIN: &str = "#[cfg(panic = \"abort\")] compile_error!(\"a profile\");\n\
    #[cfg(not(debug_assertions))] compile_error!(\"a profile\");\n\
    #[cfg(somebody)] compile_error!(\"a flag\");\n\
    const _: () = assert!(option_env!(\"SOMEBODY\").is_none());\n\
    pub fn half(n: u32) -> u32 { n / 2 }\n";

const HARMFUL: &str = "
[build]
rustc = \"/no/such/compiler\"
rustc-wrapper = \"/no/such/wrapper\"
rustc-workspace-wrapper = \"/no/such/wrapper\"
target = \"wasm32-unknown-unknown\"
target-dir = \"/no/such/folder\"
rustflags = [\"--cfg\", \"somebody\", \"-Clink-arg=-fuse-ld=none\"]
[target.'cfg(all())']
rustflags = [\"--cfg\", \"somebody\"]
linker = \"/no/such/linker\"
[target.x86_64-unknown-linux-gnu]
linker = \"/no/such/linker\"
[profile.dev]
panic = \"abort\"
debug-assertions = false
[profile.dev.package.\"*\"]
debug-assertions = false
[env]
SOMEBODY = \"me\"
RUSTC_WRAPPER = { value = \"/no/such/wrapper\", force = true }
[unstable]
build-std = [\"std\"]
[term]
color = \"always\"
[patch.crates-io]
tiny = { path = \"/no/such/crate\" }
";

#[test]
fn somebodys_settings_of_cargo_change_nothing() {
    let bench = at_home(with_a_dependency(), HARMFUL);
    bench.save("tiny/src/lib.rs", PLAIN);
    // Where the course lies they are found, too.
    bench.save(".cargo/config.toml", HARMFUL);
    bench.workbook(&["run", "add"]).exits(0);
}

#[test]
fn settings_that_are_not_toml_change_nothing_either() {
    let bench = at_home(with_a_dependency(), "[build\n");
    bench.workbook(&["run", "add"]).exits(0);
}

#[test]
fn variables_of_cargo_and_of_the_compiler_change_nothing() {
    let mut bench = with_a_dependency();
    bench.save("tiny/src/lib.rs", PLAIN);
    for (name, value) in [
        ("CARGO_BUILD_RUSTC_WRAPPER", "/no/such/wrapper"),
        ("CARGO_BUILD_TARGET", "wasm32-unknown-unknown"),
        ("CARGO_BUILD_TARGET_DIR", "/no/such/folder"),
        ("CARGO_BUILD_RUSTFLAGS", "--cfg somebody"),
        ("CARGO_ENCODED_RUSTFLAGS", "--cfg\u{1f}somebody"),
        ("CARGO_INCREMENTAL", "1"),
        ("CARGO_MAKEFLAGS", "--jobserver-auth=98,99"),
        ("CARGO_PROFILE_DEV_PANIC", "abort"),
        ("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false"),
        (
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER",
            "/no/such/linker",
        ),
        ("CARGO_TERM_COLOR", "always"),
        ("MAKEFLAGS", "-j --jobserver-auth=98,99"),
        ("RUSTC_BOOTSTRAP", "1"),
        ("RUSTC_LOG", "trace"),
        ("RUSTC_WORKSPACE_WRAPPER", "/no/such/wrapper"),
        ("RUSTC_WRAPPER", "/no/such/wrapper"),
        ("RUSTFLAGS", "--cfg somebody"),
    ] {
        bench = bench.env(name, value);
    }
    bench.workbook(&["run", "add"]).exits(0);
}

#[test]
fn variables_of_the_compiler_do_not_change_a_verdict() {
    let bench = Bench::new()
        .env("CLIPPY_ARGS", "-Dwarnings")
        .env("RUSTC_LOG", "trace");
    bench.answer("add", "{ let unused = 1; 42 }");
    bench.workbook(&["run", "add"]).exits(0);
}

/// The crate `leaf` of the registry, beside the settings of cargo.
fn in_a_mirror(folder: &Path) {
    let leaf = folder.join("mirror/leaf");
    fs::create_dir_all(leaf.join("src")).unwrap();
    let manifest = "[package]\nname = \"leaf\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";
    fs::write(leaf.join("Cargo.toml"), manifest).unwrap();
    fs::write(leaf.join("src/lib.rs"), "pub const LEAVES: u32 = 84;\n").unwrap();
    fs::write(leaf.join(".cargo-checksum.json"), "{\"files\":{}}").unwrap();
}

/// The course needs `leaf`, which the real registry is not asked for.
fn needs_a_leaf(settings: &str) -> Bench {
    let bench = at_home(with_a_dependency(), settings);
    let manifest = bench.read("Cargo.toml") + "leaf = \"1\"\n";
    bench.save("Cargo.toml", &manifest);
    bench.answer("add", "tiny::half(leaf::LEAVES)");
    bench
}

#[test]
fn the_mirror_of_a_university_is_used() {
    let settings = "[source.crates-io]\nreplace-with = \"campus\"\n\
                    [source.campus]\ndirectory = \"mirror\"\n";
    let bench = needs_a_leaf(&format!("{settings}{HARMFUL}"));
    in_a_mirror(&bench.folder().join("home"));
    bench.workbook(&["run", "add"]).exits(0);
    // One that a course brings along is as good.
    let bench = needs_a_leaf("");
    bench.save(".cargo/config.toml", settings);
    in_a_mirror(bench.root());
    bench.workbook(&["--offline", "run", "add"]).exits(0);
}

#[test]
fn a_registry_that_does_not_answer_is_a_matter_of_the_network() {
    let settings = "[source.crates-io]\nreplace-with = \"campus\"\n\
                    [source.campus]\nregistry = \"sparse+http://127.0.0.1:9/\"\n\
                    [net]\nretry = 0\n";
    let bench = needs_a_leaf(settings);
    fails(&bench, &[NETWORK, "127.0.0.1"]);
    let proxied = bench
        .env("http_proxy", "http://no.such.host.invalid:1")
        .env("no_proxy", "");
    fails(
        &proxied,
        &["the proxy does not let it through", "https_proxy"],
    );
    let offline = proxied.workbook(&["--offline", "run", "add"]).exits(3);
    offline.stderr_has("`--offline` works only when");
}

#[test]
fn a_cache_where_no_program_may_start_is_named() {
    let Some(namespace) = namespace() else { return };
    let bench = with_a_dependency();
    let disk = bench.folder().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = "mount -t tmpfs -o noexec tmpfs \"$DISK\"\n\
                  WORKBOOK_CACHE_DIR=\"$DISK\" exec \"$WORKBOOK\" run add";
    let words = [&namespace[1..], &[script]].concat();
    let mut command = bench.in_environment(namespace[0], &words);
    command.env("DISK", &disk).env("WORKBOOK", PROGRAM);
    bench
        .call(command)
        .exits(3)
        .complains_once()
        .stderr_has("may not be started in the cache folder")
        .stderr_has("noexec");
}
