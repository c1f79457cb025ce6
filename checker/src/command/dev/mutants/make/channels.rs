//! Other capacities: none to speak of, or more than anybody fills.

use super::edits::Edits;
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, Path};

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    let Expr::Call(call) = node else { return };
    let Expr::Path(function) = &*call.func else {
        return;
    };
    if limits(&function.path) && call.args.len() == 1 {
        capacity(call, edits);
    }
    let prefix = prefix(&function.path, edits);
    let last = last(&function.path);
    if last == "channel" && call.args.len() == 1 {
        edits.replace(
            "unbounded for bounded",
            node,
            format!("{prefix}unbounded_channel()"),
        );
    }
    if last == "unbounded_channel" {
        edits.replace("bounded for unbounded", node, format!("{prefix}channel(1)"));
    }
    if last == "channel" && call.args.is_empty() {
        edits.replace(
            "bounded for unbounded",
            node,
            format!("{prefix}sync_channel(1)"),
        );
    }
    if last == "sync_channel" {
        edits.replace("unbounded for bounded", node, format!("{prefix}channel()"));
    }
}

/// Whether what is made holds so many and no more.
fn limits(function: &Path) -> bool {
    let of = function.segments.iter().rev().nth(1);
    match last(function).as_str() {
        "channel" | "sync_channel" | "bounded" => true,
        "new" => of.is_some_and(|of| of.ident == "Semaphore"),
        _ => false,
    }
}

fn capacity(call: &ExprCall, edits: &mut Edits<'_>) {
    let size = edits.text(&call.args[0]);
    for other in [
        "1".to_owned(),
        format!("{size} + 1"),
        format!("{size} + 1000"),
    ] {
        if other != size {
            edits.replace("capacity", &call.args[0], other);
        }
    }
}

/// `mpsc::` of `mpsc::channel`.
fn prefix<'s>(function: &Path, edits: &Edits<'s>) -> &'s str {
    let whole = edits.text(function);
    match function.segments.last() {
        Some(last) => {
            let length = edits.text_between(last.span(), function.span()).len();
            &whole[..whole.len() - length]
        }
        None => "",
    }
}

fn last(function: &Path) -> String {
    let last = function.segments.last();
    last.map(|last| last.ident.to_string()).unwrap_or_default()
}
