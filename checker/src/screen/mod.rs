//! A look at the words of an answer before any compiler sees it.
//!
//! Only a flat list of tokens, made by the compiler's own lexer: whatever
//! builds a tree can be made to overflow its stack. What is refused here no
//! exercise needs, and it reaches past the exercise: other files, the linker,
//! the compiler's limits. The fences hold without it; it is the first layer,
//! and the one that can say in a sentence what is wrong.

mod attributes;
mod holes;
mod pieces;
mod rules;
mod shapes;
mod tokens;

pub use pieces::{Piece, Sort, pieces};
use rules::Why;
use std::collections::BTreeSet;
use tokens::{Kind, Token, tokens};

/// More tokens than this are no answer. The longest in this course has 700.
const MOST_TOKENS: usize = 60_000;
/// Brackets inside of brackets; the compiler's own stack ends at some thousands.
const DEEPEST: usize = 200;
/// Of more refusals nobody learns more.
const MOST_REFUSALS: usize = 10;

/// What a course allows.
#[derive(Debug, Clone, Copy)]
pub enum Tier<'s> {
    /// No `unsafe`.
    A,
    /// A course that teaches `unsafe`: blocks, functions and traits of it are
    /// allowed, and whatever the exercise uses as it is shipped.
    B {
        /// The exercise as it is shipped.
        shipped: &'s str,
    },
}

/// What a look at an answer came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screened {
    /// What is refused; the answer is not compiled.
    pub refused: Vec<Refusal>,
    /// What somebody may want to look at; it refuses nothing.
    pub flags: Vec<Sighting>,
}

/// One thing that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What stands there: `` `include_str!` ``.
    pub what: String,
    /// Why it is refused, for people.
    pub why: &'static str,
    /// What to do instead, for people.
    pub instead: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// One thing that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// What stands there.
    pub what: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// Look at the words of `source`. Never fails, on whatever it is given.
#[must_use]
pub fn screen(source: &str, tier: Tier<'_>) -> Screened {
    let tokens: Vec<Token<'_>> = tokens(source).take(MOST_TOKENS + 1).collect();
    let mut found = refused(&tokens, tier);
    found.sort_by_key(|found| found.at);
    if let Tier::B { shipped } = tier {
        let shipped: Vec<Token<'_>> = tokens::tokens(shipped).take(MOST_TOKENS).collect();
        let allowed: BTreeSet<String> = refused(&shipped, tier).into_iter().map(named).collect();
        found.retain(|found| !allowed.contains(&found.what));
    }
    let mut refused: Vec<Refusal> = Vec::new();
    for found in found {
        if refused.len() < MOST_REFUSALS && !refused.iter().any(|known| known.what == found.what) {
            refused.push(found.in_words(source));
        }
    }
    Screened {
        refused,
        flags: flags(source, &tokens),
    }
}

/// Something that is refused, and the byte that it begins at.
struct Found {
    what: String,
    why: Why,
    at: usize,
}

fn named(found: Found) -> String {
    found.what
}

impl Found {
    fn new(what: impl Into<String>, why: Why, token: &Token<'_>) -> Self {
        Self {
            what: what.into(),
            why,
            at: token.at,
        }
    }

    fn in_words(self, source: &str) -> Refusal {
        let (line, column) = place(source, self.at);
        let (why, instead) = self.why.words();
        Refusal {
            what: self.what,
            why,
            instead,
            line,
            column,
        }
    }
}

fn refused(tokens: &[Token<'_>], tier: Tier<'_>) -> Vec<Found> {
    if let Some(token) = tokens.get(MOST_TOKENS) {
        // What comes after it was not looked at.
        return vec![Found::new("a file of this length", Why::Size, token)];
    }
    if let Some(found) = too_deep(tokens) {
        return vec![found];
    }
    let mut found = attributes::refused(tokens);
    let words = (0..tokens.len()).filter(|at| tokens[*at].kind == Kind::Word);
    found.extend(words.filter_map(|at| rules::refused(&tokens[at..], tier)));
    found.extend((0..tokens.len()).filter_map(|at| shapes::refused(&tokens[at..])));
    found.extend(holes::refused(tokens));
    found
}

fn too_deep(tokens: &[Token<'_>]) -> Option<Found> {
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word | Kind::Lifetime | Kind::Literal | Kind::Sign => {}
        }
        if depth > DEEPEST {
            let what = format!("more than {DEEPEST} brackets inside of each other");
            return Some(Found::new(what, Why::Size, token));
        }
    }
    None
}

/// What is worth a look, each thing once.
fn flags(source: &str, tokens: &[Token<'_>]) -> Vec<Sighting> {
    let mut flags: Vec<Sighting> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(what) = shapes::notable(tokens, at) else {
            continue;
        };
        if !flags.iter().any(|known| known.what == what) {
            let (line, column) = place(source, token.at);
            flags.push(Sighting { what, line, column });
        }
    }
    flags
}

/// Line and column of a byte, from 1, in characters.
fn place(source: &str, at: usize) -> (u32, u32) {
    let before = &source[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (number(line), number(column))
}

#[cfg(test)]
mod tests;
