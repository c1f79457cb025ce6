//! `dev mutants`: a hidden test that does not ask for a boundary lets a mutant
//! live, a stronger one kills it, and a record says why another one is right.

use crate::support::Bench;

const INFO: &str = r#"format_version = 1
course = "mutated"
[[lessons]]
dir = "01_numbers"
title = "Numbers"
[[exercises]]
name = "fits"
dir = "01_numbers"
file = "01_fits.rs"
deadline = 600.0
hint = "Look."
"#;

const RECORDS: &str = "checker/answers/01_numbers/01_fits/mutants.toml";

/// The hidden test, which asks about `numbers`.
fn hidden(numbers: &[u32]) -> String {
    let asked = numbers.iter().map(|number| {
        let fits = *number < 10;
        format!("    equal(\"whether it fits\", exercise::fits({number}), {fits});\n")
    });
    let asked: String = asked.collect();
    format!("use proof::prelude::*;\n\nproof::main!(it_fits);\n\nfn it_fits() {{\n{asked}}}\n")
}

fn course() -> Bench {
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    bench.save("info.toml", INFO);
    let shipped = "// TODO\npub fn fits(_: u32) -> bool {\n    todo!()\n}\n\nfn main() {}\n";
    bench.save("exercises/01_numbers/01_fits.rs", shipped);
    let solution = "pub fn fits(n: u32) -> bool {\n    n < 10\n}\n\nfn main() {}\n";
    bench.save("solutions/01_numbers/01_fits.rs", solution);
    bench
}

#[test]
fn a_weak_hidden_test_lets_a_mutant_live_and_a_strong_one_kills_it() {
    let bench = course();
    let hidden_path = "checker/hidden/01_numbers/01_fits.rs";
    bench.save(hidden_path, &hidden(&[3, 20]));
    let mutants = ["dev", "mutants", "fits"];
    bench
        .workbook(&mutants)
        .exits(1)
        .stdout_has("SURVIVED  fits  solutions/01_numbers/01_fits.rs:2  operator")
        .stdout_has("-    n < 10\n+    n <= 10\n")
        .stdout_has("3 survivors without a reason");
    bench.save(hidden_path, &hidden(&[3, 9, 10, 20]));
    bench
        .workbook(&mutants)
        .exits(0)
        .stdout_has("0 survivors without a reason");
    bench.is_quiet();
}

#[test]
fn a_reason_is_accepted_and_one_that_fits_nothing_is_an_error() {
    let bench = course();
    bench.save("checker/hidden/01_numbers/01_fits.rs", &hidden(&[3, 9, 20]));
    let record = |after: &str| {
        format!(
            "[[equivalent]]\nrule = \"operator\"\nbefore = \"n < 10\"\nafter = \"{after}\"\n\
             reason = \"nobody has ten\"\n\n[[equivalent]]\nrule = \"constant\"\n\
             before = \"n < 10\"\nafter = \"n < 11\"\nreason = \"the same\"\n"
        )
    };
    bench.save(RECORDS, &record("n <= 10"));
    let mutants = ["dev", "mutants"];
    let ran = bench.workbook(&mutants).exits(0);
    ran.stdout_has("0 survivors without a reason");
    bench.save(RECORDS, &record("n <= 12"));
    bench
        .workbook(&[&mutants[..], &["fits", "--sample", "1", "--seed", "7"]].concat())
        .exits(1)
        .stdout_has("mutants.toml: no mutant is like this record any more; remove it")
        .stdout_has("The seed was 7.");
}
