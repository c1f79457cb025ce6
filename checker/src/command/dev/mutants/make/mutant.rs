//! One mutant, and what it is recognised by.

use similar::{ChangeTag, TextDiff};

/// An answer with one small change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Mutant {
    /// The name of the rule that made it.
    pub(in super::super) rule: &'static str,
    /// The whole answer.
    pub(in super::super) text: String,
    /// The first line of it that is another one, from 1 on.
    pub(in super::super) line: usize,
    /// The lines that are gone, without the blanks around each.
    pub(in super::super) before: String,
    /// The lines that came for them.
    pub(in super::super) after: String,
}

impl Mutant {
    pub(super) fn new(rule: &'static str, source: &str, text: String) -> Self {
        let diff = TextDiff::from_lines(source, &text);
        let (mut before, mut after, mut line) = (Vec::new(), Vec::new(), None);
        for change in diff.iter_all_changes() {
            let lines = match change.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Delete => &mut before,
                ChangeTag::Insert => &mut after,
            };
            let place = change.old_index().or(change.new_index());
            line = line.or(place);
            match change.value().trim() {
                "" => {}
                words => lines.push(words.to_owned()),
            }
        }
        let (before, after) = (before.join(" "), after.join(" "));
        Self {
            rule,
            line: line.unwrap_or_default() + 1,
            before,
            after,
            text,
        }
    }

    /// As a patch of `source`, which is called `name`.
    pub(in super::super) fn diff(&self, source: &str, name: &str) -> String {
        let diff = TextDiff::from_lines(source, &self.text);
        let mut patch = diff.unified_diff();
        patch.context_radius(2).header(name, "mutant").to_string()
    }
}
