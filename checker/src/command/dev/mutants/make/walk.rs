//! Goes through an answer once, and asks each rule at each place.

use super::edits::Edits;
use super::given::Given;
use super::{
    blocks, calls, channels, constants, control, errors, futures, joins, locks, operators, spawns,
    values,
};
use std::mem;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, Block, Expr, ExprAsync, ExprCall, ExprMethodCall, ImplItemFn, Item, ItemConst,
    ItemFn, ItemStatic, Lit, Macro, Signature, Stmt, Token, TraitItemFn,
};

/// Macros whose words nobody judges.
const UNJUDGED: [&str; 13] = [
    "print",
    "println",
    "eprint",
    "eprintln",
    "dbg",
    "panic",
    "todo",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
];

pub(super) struct Walk<'s> {
    edits: Edits<'s>,
    given: Given,
    /// How many async functions and blocks there are around this place.
    asynchronous: usize,
    /// How many closures and loops: what is in there may be done many times.
    repeated: usize,
}

impl<'s> Walk<'s> {
    pub(super) fn new(edits: Edits<'s>, given: Given) -> Self {
        Self {
            edits,
            given,
            asynchronous: 0,
            repeated: 0,
        }
    }

    pub(super) fn into_edits(self) -> Edits<'s> {
        self.edits
    }

    fn is_given(&self, node: &impl Spanned) -> bool {
        self.given.has(self.edits.text(node))
    }

    fn function(&mut self, signature: &Signature, body: &Block) {
        values::function(signature, body, &mut self.edits);
        let asynchronous = signature.asyncness.is_some();
        if asynchronous {
            futures::body(body, &mut self.edits);
        }
        let before = mem::replace(&mut self.asynchronous, usize::from(asynchronous));
        self.visit_block(body);
        self.asynchronous = before;
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item(&mut self, node: &'ast Item) {
        let in_tests = match node {
            Item::Mod(module) => module.attrs.iter().any(is_test),
            _ => false,
        };
        if !in_tests {
            visit::visit_item(self, node);
        }
    }

    fn visit_item_fn(&mut self, node: &'ast ItemFn) {
        // Whoever learns may print whatever they like.
        if node.sig.ident != "main" && !self.is_given(node) {
            self.function(&node.sig, &node.block);
        }
    }

    fn visit_impl_item_fn(&mut self, node: &'ast ImplItemFn) {
        if !self.is_given(node) {
            self.function(&node.sig, &node.block);
        }
    }

    fn visit_trait_item_fn(&mut self, node: &'ast TraitItemFn) {
        if let (false, Some(body)) = (self.is_given(node), &node.default) {
            self.function(&node.sig, body);
        }
    }

    fn visit_item_const(&mut self, node: &'ast ItemConst) {
        if !self.is_given(node) {
            visit::visit_item_const(self, node);
        }
    }

    fn visit_item_static(&mut self, node: &'ast ItemStatic) {
        if !self.is_given(node) {
            visit::visit_item_static(self, node);
        }
    }

    fn visit_block(&mut self, node: &'ast Block) {
        blocks::block(node, &mut self.edits);
        locks::block(node, &mut self.edits);
        spawns::block(node, &mut self.edits);
        visit::visit_block(self, node);
    }

    fn visit_stmt(&mut self, node: &'ast Stmt) {
        blocks::statement(node, &mut self.edits);
        spawns::statement(node, &mut self.edits);
        locks::statement(node, &mut self.edits);
        if let Stmt::Expr(Expr::Try(tried), Some(_)) = node {
            errors::statement(tried, &mut self.edits);
            self.visit_expr(&tried.expr);
        } else {
            visit::visit_stmt(self, node);
        }
    }

    fn visit_expr(&mut self, node: &'ast Expr) {
        let edits = &mut self.edits;
        operators::expression(node, edits);
        control::expression(node, edits);
        errors::expression(node, edits);
        calls::expression(node, edits);
        futures::expression(node, edits);
        joins::expression(node, edits);
        locks::expression(node, edits);
        channels::expression(node, edits);
        let repeated = matches!(
            node,
            Expr::Closure(_) | Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_)
        );
        if self.repeated > 0 {
            spawns::repeated(node, edits);
        }
        spawns::named(node, edits);
        self.repeated += usize::from(repeated);
        visit::visit_expr(self, node);
        self.repeated -= usize::from(repeated);
    }

    fn visit_expr_call(&mut self, node: &'ast ExprCall) {
        // What is called by its name is no place of its own.
        if !matches!(&*node.func, Expr::Path(_)) {
            self.visit_expr(&node.func);
        }
        for argument in &node.args {
            self.visit_expr(argument);
        }
    }

    fn visit_expr_method_call(&mut self, node: &'ast ExprMethodCall) {
        let says_why = node.method == "expect" || node.method == "expect_err";
        match says_why {
            // Nobody judges what is said when the impossible happens.
            true => self.visit_expr(&node.receiver),
            false => visit::visit_expr_method_call(self, node),
        }
    }

    fn visit_expr_async(&mut self, node: &'ast ExprAsync) {
        // One such place in a function is enough.
        if self.asynchronous == 0 {
            futures::body(&node.block, &mut self.edits);
        }
        self.asynchronous += 1;
        visit::visit_expr_async(self, node);
        self.asynchronous -= 1;
    }

    fn visit_arm(&mut self, node: &'ast Arm) {
        control::arm(node, &mut self.edits);
        visit::visit_arm(self, node);
    }

    fn visit_lit(&mut self, node: &'ast Lit) {
        constants::literal(node, &mut self.edits);
    }

    fn visit_macro(&mut self, node: &'ast Macro) {
        let name = node.path.segments.last().map(|last| last.ident.to_string());
        let name = name.unwrap_or_default();
        if UNJUDGED.contains(&name.as_str()) {
            return;
        }
        if name == "select" {
            if let Ok(select) = syn::parse2::<joins::Select>(node.tokens.clone()) {
                select.mutate(&mut self.edits);
                for expression in select.expressions() {
                    self.visit_expr(expression);
                }
            }
            return;
        }
        let listed = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = listed.parse2(node.tokens.clone()) {
            joins::listed(&name, node, &arguments, &mut self.edits);
            for argument in &arguments {
                self.visit_expr(argument);
            }
        }
    }
}

fn is_test(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|what| what.is_ident("test"))
}
