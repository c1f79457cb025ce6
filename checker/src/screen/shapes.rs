//! What takes more than one token to see.

use super::Found;
use super::rules::Why;
use super::tokens::{Kind, Token};

/// References to references that tie one lifetime to another: the best known
/// hole in the compiler begins with one. A type alias hides it from us, so this
/// is a hurdle and no wall.
pub(super) fn refused(tokens: &[Token<'_>]) -> Option<Found> {
    let found = |what| Some(Found::new(what, Why::Hole, &tokens[0]));
    match tokens {
        [a, b, open, close, ..] if a.is("&") && b.is("&") && open.is("(") && close.is(")") => {
            found("`&&()`")
        }
        [a, outer, b, inner, ..] if a.is("&") && b.is("&") && are_tied(outer, inner) => {
            found("`&'a &'b`")
        }
        _ => None,
    }
}

/// A lifetime that outlives everything ties nothing, nor does the same one.
fn are_tied(outer: &Token<'_>, inner: &Token<'_>) -> bool {
    outer.kind == Kind::Lifetime
        && inner.kind == Kind::Lifetime
        && outer.text != inner.text
        && inner.text != "'static"
}

/// Parts of the standard library that reach past the process, or that run when
/// a test has come to its end.
const MODULES: [&str; 5] = ["process", "fs", "net", "os", "env"];
const WORDS: [&str; 6] = [
    "set_hook",
    "take_hook",
    "Backtrace",
    "transmute",
    // What goes through a hole in the compiler can come out of them.
    "downcast",
    "type_name",
];

/// What is worth a look at `at`, without being wrong.
pub(super) fn notable(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let token = &tokens[at];
    let next = |text: &str| tokens.get(at + 1).is_some_and(|token| token.is(text));
    let is_notable = match token.text {
        "for" if next("<") => return Some("`for<'a>`".to_owned()),
        "fn" if next("(") => return Some("a `fn(..)` type".to_owned()),
        text if WORDS.contains(&text) => true,
        text if MODULES.contains(&text) => is_in_a_path(tokens, at),
        _ => false,
    };
    (is_notable && token.kind == Kind::Word).then(|| format!("`{}`", token.text))
}

/// Before or after `::`, or in a list after it. A name of one's own that is
/// the same word is nothing to look at.
fn is_in_a_path(tokens: &[Token<'_>], at: usize) -> bool {
    let is = |at: Option<usize>, text: &str| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is(text))
    };
    let before = at.checked_sub(1);
    let in_list = || {
        let statement = tokens[..at].iter().rev().take_while(|token| !token.is(";"));
        statement.take(100).any(|token| token.is("use"))
    };
    is(before, ":") || is(Some(at + 1), ":") && is(Some(at + 2), ":") || in_list()
}
