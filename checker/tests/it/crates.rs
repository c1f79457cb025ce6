//! Crates that one lesson names: nobody waits for them before that lesson.

use crate::support::{Bench, INFO, answer};

/// The second lesson is for a crate that the first one does without; `build` is the
/// script that builds it.
fn bench(build: &str) -> Bench {
    let track = "track = \"advanced\"";
    let info = INFO.replace(track, &format!("{track}\ncrates = [\"late\"]"));
    let manifest = "[package]\nname = \"exercises\"\nedition = \"2024\"\n\n[dependencies]\n\
                    early = { path = \"early\" }\nlate = { path = \"late\" }\n";
    let package = |name: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n"
        )
    };
    let bench = Bench::new()
        .file("info.toml", &info)
        .file("Cargo.toml", manifest)
        .file("early/Cargo.toml", &package("early"))
        .file("early/src/lib.rs", "pub const HALF: u32 = 21;")
        .file("late/Cargo.toml", &package("late"))
        .file("late/src/lib.rs", "pub const TWO: u32 = 2;")
        .file("late/build.rs", build)
        .file(
            "exercises/01_numbers/01_add.rs",
            &answer("add", "early::HALF + early::HALF"),
        )
        .file(
            "exercises/02_words/01_shout.rs",
            &answer("shout", "early::HALF * late::TWO"),
        );
    let cache = bench.path("fresh");
    bench.env("WORKBOOK_CACHE_DIR", cache)
}

const FINE: &str = "fn main() {}";
const FAILS: &str = "fn main() { panic!(\"it rains\") }";
const NEVER_ENDS: &str = "fn main() { loop { std::thread::park(); } }";

#[test]
fn they_are_built_when_the_lesson_is_reached() {
    let bench = bench(FAILS);
    bench.workbook(&["run", "add"]).exits(0);
    let failed = bench.workbook(&["run", "shout"]).exits(3);
    failed
        .stderr_has("failed to build the crates")
        .stderr_has("it rains");
    bench.save("late/build.rs", FINE);
    bench
        .workbook(&["run", "shout"])
        .exits(0)
        .stderr_has("building the crates");
    bench.workbook(&["check", "--all"]).exits(1).stderr_is("");
    bench.save("late/build.rs", FAILS);
    bench.workbook(&["run", "add"]).exits(0).stderr_is("");
}

#[test]
fn prepare_builds_them_all_and_then_the_network_is_not_needed() {
    let bench = bench(FAILS);
    let failed = bench.workbook(&["prepare"]).exits(3);
    failed.stderr_has("it rains");
    let part = bench.workbook(&["prepare", "--track", "beginner"]).exits(0);
    part.stdout_has("2 exercises can be judged now, without the network.");
    bench.save("late/build.rs", FINE);
    let all = bench.workbook(&["prepare"]).exits(0);
    all.stdout_has("3 exercises can be judged now");
    let later = bench.workbook(&["run", "shout", "--offline"]).exits(0);
    later.stderr_is("");
}

#[test]
fn one_that_nobody_declares_is_named() {
    let bench = bench(FINE);
    bench.save(
        "info.toml",
        &INFO.replace("track = \"advanced\"", "crates = [\"hyper\"]"),
    );
    let refused = bench.workbook(&["run", "add"]).exits(3);
    refused
        .stderr_has("`hyper`")
        .stderr_has("`02_words`")
        .stderr_has("Cargo.toml");
}

#[test]
fn watch_builds_them_after_the_first_verdict() {
    let bench = bench(FINE);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["PASS  add"]);
    bench.answer("shout", "late::TWO * early::HALF");
    watch.wait_for(&["PASS  shout"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    bench.workbook(&["run", "shout"]).exits(0).stderr_is("");
}

#[test]
fn a_build_in_the_background_is_seen_holds_nobody_up_and_ends_with_the_watch() {
    let bench = bench(NEVER_ENDS);
    let mut watch = bench.watch(&[]);
    watch.wait_for(&["PASS  add", "Building for later lessons", "1/3"]);
    bench.wait_until_runs_in("fresh");
    bench.answer("double", "early::HALF * 2");
    watch.wait_for(&["PASS  double", "Building for later lessons"]);
    // Who needs it waits, and sees how far it is.
    bench.answer("shout", "late::TWO * early::HALF");
    watch.wait_for(&["The crates that the exercises use are being built", "1/3"]);
    watch.press("q");
    assert_eq!(watch.wait_for_end(), 0);
    watch.is_as_before();
    bench.gets_quiet_in_the_workbook();
}
