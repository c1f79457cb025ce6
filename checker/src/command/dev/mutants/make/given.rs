//! What an exercise is shipped with: functions and constants that are complete.

use std::collections::BTreeSet;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{ImplItemFn, ItemConst, ItemFn, ItemStatic, TraitItemFn};

/// What is given, without comments and blanks.
pub(super) struct Given(BTreeSet<String>);

impl Given {
    pub(super) fn of(shipped: &str, file: &syn::File) -> Self {
        let mut collect = Collect {
            shipped,
            found: BTreeSet::new(),
        };
        collect.visit_file(file);
        Self(collect.found)
    }

    pub(super) fn has(&self, text: &str) -> bool {
        self.0.contains(&bare(text))
    }
}

/// `text` without blanks, and without the lines that are comments.
pub(super) fn bare(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    let code = lines.filter(|line| !line.starts_with("//"));
    code.flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect()
}

struct Collect<'s> {
    shipped: &'s str,
    found: BTreeSet<String>,
}

impl Collect<'_> {
    fn note(&mut self, node: &impl Spanned) {
        self.found
            .insert(bare(&self.shipped[node.span().byte_range()]));
    }
}

impl<'ast> Visit<'ast> for Collect<'_> {
    fn visit_item_fn(&mut self, node: &'ast ItemFn) {
        self.note(node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast ImplItemFn) {
        self.note(node);
    }

    fn visit_trait_item_fn(&mut self, node: &'ast TraitItemFn) {
        self.note(node);
    }

    fn visit_item_const(&mut self, node: &'ast ItemConst) {
        self.note(node);
    }

    fn visit_item_static(&mut self, node: &'ast ItemStatic) {
        self.note(node);
    }
}
