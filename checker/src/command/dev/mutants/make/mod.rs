//! Small changes to an answer, each believable as a mistake of whoever wrote it.
//!
//! The general ones are those of `cargo-mutants`. That is a program without a
//! library and needs a package to work in, which an answer is not; and the rules
//! for this subject need the syntax tree anyway.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "there are forty sorts of expressions, a rule is about one or two, and new ones come"
)]

mod blocks;
mod calls;
mod channels;
mod constants;
mod control;
mod edits;
mod errors;
mod futures;
mod given;
mod joins;
mod locks;
mod mutant;
mod operators;
mod spawns;
#[cfg(test)]
mod tests;
mod values;
mod walk;

pub(super) use mutant::Mutant;

use anyhow::{Context, anyhow};
use edits::Edits;
use given::{Given, bare};
use std::collections::BTreeSet;
use syn::visit::Visit;
use walk::Walk;

/// All mutants of `source` that differ from each other, from it and from
/// `shipped`. What `shipped` has already is left as it is: nobody wrote that.
///
/// # Errors
///
/// When one of the two is no Rust.
pub(super) fn mutants(source: &str, shipped: &str) -> anyhow::Result<Vec<Mutant>> {
    let file = parsed(source).context("failed to read the answer")?;
    let given = Given::of(
        shipped,
        &parsed(shipped).context("failed to read the exercise")?,
    );
    let mut walk = Walk::new(Edits::of(source), given);
    walk.visit_file(&file);
    let mut seen = BTreeSet::from([bare(source), bare(shipped)]);
    let made = walk.into_edits().made();
    let made = made.filter(|mutant| seen.insert(bare(&mutant.text)));
    Ok(made.collect())
}

fn parsed(source: &str) -> anyhow::Result<syn::File> {
    syn::parse_file(source).map_err(|error| {
        let line = error.span().start().line;
        anyhow!("line {line}: {error}")
    })
}
