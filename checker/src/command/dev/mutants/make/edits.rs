//! Changes of a text, found while its syntax tree is walked.

use super::mutant::Mutant;
use proc_macro2::Span;
use std::ops::Range;
use syn::spanned::Spanned;

/// A piece of the text, and what comes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    at: Range<usize>,
    with: String,
}

/// What was found so far.
pub(super) struct Edits<'s> {
    source: &'s str,
    found: Vec<(&'static str, Vec<Edit>)>,
}

impl Edit {
    pub(super) fn new(node: &impl Spanned, with: impl Into<String>) -> Self {
        Self::between(node.span(), node.span(), with)
    }

    /// From where `first` begins to where `last` ends.
    pub(super) fn between(first: Span, last: Span, with: impl Into<String>) -> Self {
        Self {
            at: first.byte_range().start..last.byte_range().end,
            with: with.into(),
        }
    }

    /// From where `first` begins to where `next` begins.
    pub(super) fn up_to(first: Span, next: Span, with: impl Into<String>) -> Self {
        Self {
            at: first.byte_range().start..next.byte_range().start,
            with: with.into(),
        }
    }

    /// Nothing goes; `text` comes before `node`.
    pub(super) fn before(node: Span, text: impl Into<String>) -> Self {
        let start = node.byte_range().start;
        Self {
            at: start..start,
            with: text.into(),
        }
    }

    /// Nothing goes; `text` comes after `node`.
    pub(super) fn after(node: Span, text: impl Into<String>) -> Self {
        let end = node.byte_range().end;
        Self {
            at: end..end,
            with: text.into(),
        }
    }
}

impl<'s> Edits<'s> {
    pub(super) fn of(source: &'s str) -> Self {
        Self {
            source,
            found: Vec::new(),
        }
    }

    /// A node as it is written.
    pub(super) fn text(&self, node: &impl Spanned) -> &'s str {
        &self.source[node.span().byte_range()]
    }

    /// From where `first` begins to where `last` ends, as it is written.
    pub(super) fn text_between(&self, first: Span, last: Span) -> &'s str {
        &self.source[first.byte_range().start..last.byte_range().end]
    }

    /// `node` as it is written, but with `with` instead of `part` of it.
    pub(super) fn text_with(&self, node: &impl Spanned, part: &impl Spanned, with: &str) -> String {
        let (whole, part) = (node.span().byte_range(), part.span().byte_range());
        let (before, after) = (whole.start..part.start, part.end..whole.end);
        format!("{}{with}{}", &self.source[before], &self.source[after])
    }

    /// A mutant with `with` instead of `node`.
    pub(super) fn replace(
        &mut self,
        rule: &'static str,
        node: &impl Spanned,
        with: impl Into<String>,
    ) {
        self.add(rule, vec![Edit::new(node, with)]);
    }

    /// A mutant with all of `edits`, of which no two overlap.
    pub(super) fn add(&mut self, rule: &'static str, mut edits: Vec<Edit>) {
        edits.sort_by_key(|edit| edit.at.start);
        self.found.push((rule, edits));
    }

    /// All mutants, in the order in which they were found.
    pub(super) fn made(self) -> impl Iterator<Item = Mutant> {
        let source = self.source;
        let found = self.found.into_iter();
        found.map(move |(rule, edits)| Mutant::new(rule, source, applied(source, &edits)))
    }
}

fn applied(source: &str, edits: &[Edit]) -> String {
    let (mut text, mut done) = (String::with_capacity(source.len()), 0);
    for edit in edits {
        text.push_str(&source[done..edit.at.start]);
        text.push_str(&edit.with);
        done = edit.at.end;
    }
    text + &source[done..]
}
