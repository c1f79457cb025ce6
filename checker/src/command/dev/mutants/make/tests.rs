//! What each rule makes of a piece of source.

use super::*;

mod concurrency;

/// The lines that `rule` makes of the lines of `body`, in the place of those it changes.
#[track_caller]
fn check(signature: &str, body: &str, rule: &str, want: &[&str]) {
    let source = format!("{signature} {{\n{body}\n}}\n");
    let mutants = mutants(&source, "fn main() {}").unwrap();
    let made: Vec<_> = mutants
        .iter()
        .filter(|mutant| mutant.rule == rule)
        .map(|mutant| mutant.after.as_str())
        .collect();
    assert_eq!(made, want, "of {body}");
}

#[track_caller]
fn sync(body: &str, rule: &str, want: &[&str]) {
    check("fn f()", body, rule, want);
}

#[track_caller]
fn in_async(body: &str, rule: &str, want: &[&str]) {
    check("async fn f()", body, rule, want);
}

#[test]
fn operators_and_their_sides() {
    sync(
        "let a = b < c;",
        "operator",
        &["let a = b <= c;", "let a = b == c;", "let a = b > c;"],
    );
    sync("a += 1;", "operator", &["a -= 1;", "a *= 1;"]);
    sync("let a = !b;", "operator", &["let a = b;"]);
    sync("let a = 0..n;", "operator", &["let a = 0..=n;"]);
    sync(
        "let a = b && c;",
        "half of a condition",
        &["let a = b;", "let a = c;"],
    );
}

#[test]
fn constants_that_are_one_off_or_empty() {
    sync(
        "let a = 3_u8;",
        "constant",
        &["let a = 4u8;", "let a = 2u8;"],
    );
    sync("let a = \"end\";", "constant", &["let a = \"\";"]);
    sync("let a = b'\\n';", "constant", &["let a = b'x';"]);
    sync("let a = true;", "constant", &["let a = false;"]);
    sync(
        "let a = [0_u8; 512];",
        "constant",
        &[
            "let a = [1u8; 512];",
            "let a = [0_u8; 513];",
            "let a = [0_u8; 511];",
        ],
    );
    // What is printed is not judged.
    sync("println!(\"{}\", 1);", "constant", &[]);
    sync(
        "a.get(1).expect(\"two\");",
        "constant",
        &["a.get(2).expect(\"two\");", "a.get(0).expect(\"two\");"],
    );
}

#[test]
fn bodies_that_do_nothing_and_returns_that_come_too_early() {
    check(
        "fn f() -> Option<bool>",
        "g()",
        "empty body",
        &[
            "fn f() -> Option<bool> { None }",
            "fn f() -> Option<bool> { Some(true) }",
            "fn f() -> Option<bool> { Some(false) }",
        ],
    );
    check(
        "fn f() -> io::Result<()>",
        "g()",
        "empty body",
        &["fn f() -> io::Result<()> { Ok(()) }"],
    );
    check(
        "fn f() -> Poll<()>",
        "g()",
        "empty body",
        &[
            "fn f() -> Poll<()> { std::task::Poll::Pending }",
            "fn f() -> Poll<()> { std::task::Poll::Ready(()) }",
        ],
    );
    check(
        "fn f() -> Vec<u8>",
        "g();\nh()",
        "early return",
        &["if true { return vec![]; } h()"],
    );
    check(
        "fn f() -> Poll<()>",
        "g();\nPoll::Pending",
        "early return",
        &[],
    );
    check("fn f()", "g();\nh();", "dropped statement", &["", ""]);
}

#[test]
fn branches_and_loops() {
    sync(
        "if a { b } else { c }",
        "condition",
        &["if true { b } else { c }", "if false { b } else { c }"],
    );
    sync("if a { b } else { c }", "dropped else", &["if a { b }"]);
    sync("while a { b(); }", "if for while", &["if a { b(); }"]);
    sync(
        "for a in b { c(a); }",
        "first iteration only",
        &["for a in b { c(a); break; }"],
    );
    sync(
        "loop { break; }",
        "continue for break",
        &["loop { continue; }"],
    );
    sync("match a {\n1 => b,\n_ => c,\n}", "dropped arm", &[""]);
    sync(
        "match a {\nx if p(x) => b,\n_ => c,\n}",
        "guard of an arm",
        &["x if true => b,", "x if false => b,"],
    );
    sync("(a, b)", "swapped pair", &["(b, a)"]);
    sync("a();\nb();", "swapped statements", &["b();"]);
}

#[test]
fn calls_of_another_method_or_of_none() {
    sync(
        "let a = b.first();",
        "another method",
        &["let a = b.last();"],
    );
    sync(
        "a.notify_one();",
        "another method",
        &["a.notify_all();", "a.notify_waiters();"],
    );
    sync("let a = b.clone();", "a clone less", &["let a = b;"]);
    sync("let a = b.trim();", "a link less", &["let a = b;"]);
    sync("let a = b.is_ok();", "opposite", &["let a = b.is_err();"]);
    sync(
        "let a = b.is_empty();",
        "opposite",
        &["let a = !b.is_empty();"],
    );
    sync(
        "let a = b.fold(1, f);",
        "swapped arguments",
        &["let a = b.fold(f, 1);"],
    );
}

#[test]
fn errors_that_are_lost() {
    sync("b()?;", "dropped ?", &["b();"]);
    sync(
        "let a = b()?;",
        "error swallowed",
        &["let a = b().unwrap_or_default();"],
    );
    sync(
        "let a = b()?;",
        "panic for an error",
        &["let a = b().unwrap();"],
    );
    sync("let a = b.map_err(c);", "dropped map_err", &["let a = b;"]);
}

#[test]
fn what_nobody_wrote_is_left_as_it_is() {
    let source = "const A: u8 = 1;\nfn given() -> u8 { A }\nfn f() -> u8 { given() + 1 }\nfn main() { f(); }\n\
                  #[cfg(test)]\nmod tests { #[test] fn t() { assert_eq!(super::f(), 2); let _ = 1 + 1; } }\n";
    let shipped = "/// A number.\nconst A: u8 = 1;\nfn given() -> u8 {\n    A\n}\nfn f() -> u8 { 0 }\nfn main() {}\n";
    let made = mutants(source, shipped).unwrap();
    assert!(made.iter().all(|mutant| mutant.line == 3), "{made:#?}");
    assert!(
        made.iter()
            .any(|mutant| mutant.after == "fn f() -> u8 { 1 }")
    );
}

#[test]
fn no_mutant_comes_twice() {
    let made = mutants(
        "fn f() -> bool { if true { a() } else { b() } }",
        "fn main() {}",
    )
    .unwrap();
    let texts: BTreeSet<_> = made.iter().map(|mutant| bare(&mutant.text)).collect();
    assert_eq!(texts.len(), made.len());
}

#[test]
fn letters_of_several_bytes_are_no_obstacle() {
    let made = mutants(
        "fn f() -> u8 {\n    let é = \"日本\"; 7\n}\n",
        "fn main() {}",
    )
    .unwrap();
    assert!(
        made.iter()
            .any(|mutant| mutant.after == "let é = \"日本\"; 8")
    );
}

#[test]
fn a_mutant_is_shown_as_a_patch() {
    let source = "fn f() -> u8 {\n    g();\n    7\n}\n";
    let made = mutants(source, "fn main() {}").unwrap();
    let one = made.iter().find(|mutant| mutant.after == "8").unwrap();
    assert_eq!((one.line, one.before.as_str()), (3, "7"));
    let want =
        "--- a.rs\n+++ mutant\n@@ -1,4 +1,4 @@\n fn f() -> u8 {\n     g();\n-    7\n+    8\n }\n";
    assert_eq!(one.diff(source, "a.rs"), want);
}
