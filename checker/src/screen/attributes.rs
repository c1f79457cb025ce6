//! Words that matter only in attributes, where they are refused. Elsewhere
//! they are names like any other: `path`, `link`, `feature`.

use super::Found;
use super::rules::Why;
use super::tokens::{Kind, Token};

/// Refused as the name of an attribute, and anywhere in a file whose macros
/// make attributes of words that they are given.
const RARE: [(&str, Why); 18] = [
    ("naked", Why::Linker),
    ("no_mangle", Why::Linker),
    ("export_name", Why::Linker),
    ("link_section", Why::Linker),
    ("link_name", Why::Linker),
    ("link_ordinal", Why::Linker),
    ("panic_handler", Why::Linker),
    ("recursion_limit", Why::Compiler),
    ("type_length_limit", Why::Compiler),
    ("move_size_limit", Why::Compiler),
    ("crate_type", Why::Compiler),
    ("crate_name", Why::Compiler),
    ("no_std", Why::Compiler),
    ("no_core", Why::Compiler),
    ("no_main", Why::Compiler),
    ("cfg_attr", Why::Compiler),
    ("windows_subsystem", Why::Compiler),
    ("track_caller", Why::Test),
];

/// Refused as the name of an attribute only.
const COMMON: [(&str, Why); 8] = [
    ("feature", Why::Compiler),
    ("path", Why::Reads),
    ("link", Why::Linker),
    ("used", Why::Linker),
    ("lang", Why::Compiler),
    ("register_tool", Why::Compiler),
    ("test_runner", Why::Test),
    ("reexport_test_harness_main", Why::Test),
];

/// Refused wherever they stand in an attribute, as in `#![allow(…)]`, and where
/// macros make attributes of words, anywhere.
const INSIDE: [(&str, Why); 1] = [("long_running_const_eval", Why::Compiler)];

/// What the attributes among `tokens` have in them that is refused.
pub(super) fn refused(tokens: &[Token<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut are_made_of_words = false;
    for attribute in attributes(tokens) {
        are_made_of_words |= attribute.iter().any(|token| token.is("$"));
        if let Some(name) = attribute.first() {
            found.extend(listed(&RARE, name).or_else(|| listed(&COMMON, name)));
        }
        found.extend(attribute.iter().filter_map(|token| listed(&INSIDE, token)));
        found.extend(renamed_crate(attribute));
    }
    if are_made_of_words {
        found.extend(renamed_crate(tokens));
        let rare = |token| listed(&RARE, token).or_else(|| listed(&INSIDE, token));
        found.extend(tokens.iter().filter_map(rare));
    }
    found
}

/// `crate = "…"` in `#[tokio::main(…)]`, the one setting in the crates of this
/// course whose text becomes a path: what is in a text, no list of words sees.
fn renamed_crate(tokens: &[Token<'_>]) -> Option<Found> {
    let is = |at: Option<usize>, text: &str| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is(text))
    };
    let named = tokens.iter().enumerate().find(|(at, token)| {
        let is_path = is(Some(at + 1), ":");
        let is_scope = is(at.checked_sub(2), "pub") && is(Some(at + 1), ")");
        token.is("crate") && !is_path && !is_scope
    });
    let (_, token) = named?;
    Some(Found::new(
        "`crate = …` in an attribute",
        Why::Compiler,
        token,
    ))
}

fn listed(list: &[(&str, Why)], token: &Token<'_>) -> Option<Found> {
    let (_, why) = list.iter().find(|(word, _)| token.is(word))?;
    let what = format!("the attribute `{}`", token.text);
    (token.kind == Kind::Word).then(|| Found::new(what, *why, token))
}

/// What stands between `#[` or `#![` and the bracket that closes it.
fn attributes<'t, 's>(tokens: &'t [Token<'s>]) -> impl Iterator<Item = &'t [Token<'s>]> {
    let opening = (0..tokens.len()).filter_map(|at| {
        let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.is(text));
        let open = if is(at + 1, "!") { at + 2 } else { at + 1 };
        (is(at, "#") && is(open, "[")).then_some(open)
    });
    opening.map(|open| inside(&tokens[open + 1..]))
}

/// Up to the bracket that closes what was opened before `tokens`.
fn inside<'t, 's>(tokens: &'t [Token<'s>]) -> &'t [Token<'s>] {
    let mut depth = 1_usize;
    let end = tokens.iter().position(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            Kind::Word | Kind::Lifetime | Kind::Literal | Kind::Sign => {}
        }
        depth == 0
    });
    &tokens[..end.unwrap_or(tokens.len())]
}
