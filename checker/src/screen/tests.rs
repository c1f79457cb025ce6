mod holes;

use super::*;
use std::path::{Path, PathBuf};

#[track_caller]
fn check(source: &str, want: &[&str]) {
    let found: Vec<String> = screen(source, Tier::A)
        .refused
        .into_iter()
        .map(|r| r.what)
        .collect();
    assert_eq!(found, want, "{source}");
}

#[track_caller]
fn check_b(source: &str, shipped: &str, want: &[&str]) {
    let screened = screen(source, Tier::B { shipped });
    let found: Vec<String> = screened.refused.into_iter().map(|r| r.what).collect();
    assert_eq!(found, want, "{source}");
}

#[track_caller]
fn flagged(source: &str, want: &[&str]) {
    let screened = screen(source, Tier::A);
    assert_eq!(screened.refused, [], "{source}");
    let flags: Vec<String> = screened.flags.into_iter().map(|flag| flag.what).collect();
    assert_eq!(flags, want, "{source}");
}

#[test]
fn unsafe_is_refused_however_it_is_written() {
    for source in [
        "fn f() { unsafe { g() } }",
        "unsafe impl Send for X {}",
        "macro_rules! m { () => { unsafe { 1 } } }",
        "k#unsafe",
        "#!/usr/bin/env rust\nunsafe fn f() {}",
        "\u{feff}unsafe fn f() {}",
        "/* /* */ */ unsafe fn f() {}",
        "const S: &str = r#\"\"#; unsafe fn f() {}",
        "const C: char = '\"'; unsafe fn f() {} const D: char = '\"';",
        "fn f<'a>() {} unsafe fn g() { b'\\''; }",
        "m!(#\"unsafe\"# unsafe)",
    ] {
        check(source, &["`unsafe`"]);
    }
    check(
        "#[unsafe(naked)] fn f() { naked_asm!(\"ret\") }",
        &["`unsafe`", "`naked_asm`"],
    );
}

#[test]
fn words_in_comments_and_in_texts_are_no_code() {
    check(
        "// unsafe\n/* include_str! */ /// asm!\nfn f() -> &'static str { \"unsafe extern\" }",
        &[],
    );
    check(
        "const A: &str = r##\"unsafe \"# asm\"##; const B: &[u8] = b\"extern\"; const C: &CStr = c\"asm\";",
        &[],
    );
    check(
        "fn f() { let c = 'u'; 'unsafely: loop { break 'unsafely; } }",
        &[],
    );
}

#[test]
fn nothing_is_read_while_compiling() {
    check("const S: &str = include_str!(\"x\");", &["`include_str`"]);
    check("use std::include_bytes as ib;", &["`include_bytes`"]);
    check("const S: &str = r#include_str!(\"x\");", &["`include_str`"]);
    check("call!(include)", &["`include`"]);
    check("#[doc = include_str!(\"x\")] fn f() {}", &["`include_str`"]);
    check("const E: &str = env!(\"SECRET\");", &["`env!`"]);
    check(
        "const E: &str = std::env /* here */ ! { \"SECRET\" };",
        &["`env!`"],
    );
    check("use std::env as e;", &["`env!`"]);
    check(
        "const E: Option<&str> = option_env!(\"SECRET\");",
        &["`option_env`"],
    );
    for source in ["mod other;", "mod", "mod x"] {
        check(source, &["a module in another file"]);
    }
    check(
        "macro_rules! m { ($n:ident $end:tt) => { mod $n $end } }",
        &["a module in another file"],
    );
    check("m!(mod other ;)", &["a module in another file"]);
    check(
        "macro_rules! m { ($n:ident) => { mod $n { fn f() {} } } }",
        &[],
    );
    check(
        "macro_rules! m { ($l:ident) => { #[allow($l)] const X: u8 = 0; } } m!(long_running_const_eval);",
        &["the attribute `long_running_const_eval`"],
    );
    check(
        "macro_rules! m { ($x:ident) => { pub mod $x; } }",
        &["a module in another file"],
    );
    check(
        "#[path = \"/etc/passwd\"] mod inner { }",
        &["the attribute `path`"],
    );
    flagged(
        "use std::env; fn f() -> bool { env::args().len() != 1 }",
        &["`env`"],
    );
    check("fn f(env: u8) -> bool { env != 1 && env != (2) }", &[]);
    check("mod tests { mod inner { use super::*; } }", &[]);
}

#[test]
fn words_of_attributes_are_refused_there_and_are_names_elsewhere() {
    for name in [
        "no_mangle",
        "export_name = \"x\"",
        "link_section = \".x\"",
        "track_caller",
        "link(name = \"x\")",
    ] {
        let word = name.split([' ', '(']).next().unwrap();
        check(
            &format!("#[{name}] fn f() {{}}"),
            &[&format!("the attribute `{word}`")],
        );
    }
    for name in [
        "recursion_limit = \"9\"",
        "feature(never_type)",
        "no_std",
        "no_main",
        "crate_type = \"bin\"",
    ] {
        let word = name.split([' ', '(']).next().unwrap();
        check(
            &format!("#! [{name}]"),
            &[&format!("the attribute `{word}`")],
        );
    }
    check(
        "#![allow(long_running_const_eval)]",
        &["the attribute `long_running_const_eval`"],
    );
    check(
        "#[cfg_attr(all(), path = \"x\")] fn f() {}",
        &["the attribute `cfg_attr`"],
    );
    check(
        "fn f(path: &Path, link: u8, feature: u8, used: bool) { let start = path; }",
        &[],
    );
    check(
        "#[cfg(feature = \"x\")] #[derive(Debug)] #[doc(alias = \"link\")] struct S { path: u8 }",
        &[],
    );
    check(
        "#[macro_export] macro_rules! m { () => {} }",
        &["`macro_export`"],
    );
    check(
        "#[global_allocator] static A: System = System;",
        &["`global_allocator`"],
    );
}

#[test]
fn an_attribute_whose_name_a_macro_puts_in_is_found_where_the_word_stands() {
    let makes = "macro_rules! m { ($a:meta) => { #[$a] fn f() {} } }";
    check(
        &format!("{makes} m!(track_caller);"),
        &["the attribute `track_caller`"],
    );
    check(&format!("{makes} m!(inline);"), &[]);
    check("fn f() { let track_caller = 1; }", &[]);
}

#[test]
fn what_talks_to_the_linker_is_refused() {
    check("extern crate libc;", &["`extern`"]);
    check("fn f() { core::arch::asm!(\"nop\") }", &["`asm`"]);
    check("global_asm!(\"x\");", &["`global_asm`"]);
}

#[test]
fn shapes_of_a_known_hole_are_refused_and_plain_references_are_not() {
    check(
        "fn f<'a, 'b, T>(_: &'a &'b (), v: &'b T) -> &'a T { v }",
        &["`&'a &'b`"],
    );
    check("static FOREVER: &&() = &&();", &["`&&()`"]);
    check(
        "fn f<'a>(a: &'a &'a str, b: &'static &'static str, c: &&str) -> bool { a == b && (c == b) }",
        &[],
    );
    check("fn f(a: bool, b: bool) -> bool { a && b }", &[]);
}

#[test]
fn what_is_too_long_or_too_deep_is_refused_in_time() {
    check(&"(".repeat(100_000), &["a file of this length"]);
    check(
        &"(".repeat(10_000),
        &["more than 200 brackets inside of each other"],
    );
    check(
        &"#[".repeat(20_000),
        &["more than 200 brackets inside of each other"],
    );
    check(&"!".repeat(100_000), &["a file of this length"]);
    check(&format!("{}x{}", "(".repeat(200), ")".repeat(200)), &[]);
    check(&format!("// {}\n", "x".repeat(250_000)), &[]);
}

#[test]
fn nothing_that_is_no_rust_makes_it_fail() {
    for source in [
        "",
        "\"",
        "'",
        "r#\"",
        "/*",
        "#",
        "#[",
        "#![",
        "\u{feff}",
        "#!",
        "&",
        "env!",
        "\u{1f980} \0",
        "b'",
        "))))]]",
        "#[)",
        "r#",
    ] {
        check(source, &[]);
    }
}

#[test]
fn a_refusal_names_its_place() {
    let screened = screen("fn f() {}\n    é  unsafe {}\n", Tier::A);
    assert_eq!(
        (screened.refused[0].line, screened.refused[0].column),
        (2, 8)
    );
}

#[test]
fn where_unsafe_is_taught_it_is_allowed_in_its_plain_forms() {
    check_b(
        "unsafe fn f() { unsafe { g() } } unsafe impl Send for X {} unsafe trait T {}",
        "",
        &[],
    );
    let other = "`unsafe` other than for a block, a function or a trait";
    check_b("#[unsafe(no_mangle)] fn f() {}", "", &[other]);
    check_b(
        "unsafe extern \"C\" { safe fn f(); }",
        "",
        &[other, "`extern`"],
    );
    check_b(
        "fn f() { unsafe { std::mem::transmute::<u8, i8>(1) }; }",
        "",
        &["`transmute`"],
    );
    check_b(
        "const S: &str = include_str!(\"x\");",
        "",
        &["`include_str`"],
    );
}

#[test]
fn what_the_exercise_is_shipped_with_is_allowed() {
    let shipped = "extern \"Rust\" { fn f(); }";
    check_b(
        "extern \"Rust\" { fn g(); } const E: &str = env!(\"E\");",
        shipped,
        &["`env!`"],
    );
    check_b(
        &format!("{shipped} {}", "(".repeat(300)),
        shipped,
        &["more than 200 brackets inside of each other"],
    );
}

#[test]
fn what_is_worth_a_look_is_flagged_once_and_refuses_nothing() {
    flagged(
        "fn f() { std::process::exit(0); std::process::abort() }",
        &["`process`"],
    );
    flagged("use std::{fs, io, net::TcpStream};", &["`fs`", "`net`"]);
    flagged(
        "type F = fn(u8); fn g(f: impl for<'a> Fn(&'a u8)) {}",
        &["a `fn(..)` type", "`for<'a>`"],
    );
    flagged("fn process(net: u8) -> u8 { process(net) }", &[]);
    flagged("fn f() { for x in 0..3 {} }", &[]);
}

/// All files of Rust beneath `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_file_of_the_course_is_refused_unless_it_says_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut looked_at = 0;
    for folder in ["exercises", "solutions", "checker/answers"] {
        for path in sources(&root.join(folder)) {
            let source = std::fs::read_to_string(&path).unwrap();
            let is_forbidden = source.starts_with("// refused: forbidden");
            let refused = screen(&source, Tier::A).refused;
            assert!(
                refused.is_empty() || is_forbidden,
                "{}: {refused:#?}",
                path.display()
            );
            looked_at += 1;
        }
    }
    assert!(looked_at > 100, "only {looked_at} files were found");
}

/// How people write about threads and tasks.
const IDIOMS: &str = include_str!("tests/idioms.rs");

#[test]
fn idiomatic_code_is_neither_refused_nor_flagged() {
    flagged(IDIOMS, &[]);
}

#[test]
fn the_inside_of_other_crates_is_theirs() {
    check(
        "futures::join!({ use __futures_crate::async_await::join_internal; async {} })",
        &["`__futures_crate`"],
    );
    check("use mine as r#__futures_crate;", &["`__futures_crate`"]);
    check(
        "fn f(_: u8, _a: u8) { let _ = futures::join!(a(), b()); }",
        &[],
    );
}

#[test]
fn a_path_in_a_text_is_refused() {
    let what = "`crate = …` in an attribute";
    for source in [
        "#[tokio::main(crate = \"mine\")] async fn main() {}",
        "#[tokio::test(flavor = \"current_thread\", crate = \"std::os\")] async fn f() {}",
        "macro_rules! m { ($p:literal) => { #[tokio::main(crate = $p)] async fn main() {} } }",
        "macro_rules! m { ($k:tt) => { #[tokio::main($k = \"x\")] async fn f() {} } } m!(crate);",
        "macro_rules! m { ($($s:tt)*) => { #[tokio::main($($s)*)] async fn f() {} } } m!(crate = \"x\");",
    ] {
        check(source, &[what]);
    }
    check(
        "pub(crate) fn f() {} #[tokio::main(flavor = \"multi_thread\")] async fn main() {} use crate::x;",
        &[],
    );
    check(
        "macro_rules! m { ($(#[$a:meta])* $n:ident) => { $(#[$a])* pub(crate) struct $n(crate::X); } }",
        &[],
    );
}
