//! Errors that are lost on the way.

use super::edits::Edits;
use syn::{Expr, ExprTry};

/// `flush()?;`: what is done is done, and nobody hears how it went.
pub(super) fn statement(tried: &ExprTry, edits: &mut Edits<'_>) {
    let inner = edits.text(&tried.expr);
    edits.replace("dropped ?", tried, inner);
    edits.replace("panic for an error", tried, format!("{inner}.unwrap()"));
}

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    match node {
        Expr::Try(tried) => {
            let inner = edits.text(&tried.expr);
            let swallowed = format!("{inner}.unwrap_or_default()");
            edits.replace("error swallowed", node, swallowed);
            edits.replace("panic for an error", node, format!("{inner}.unwrap()"));
        }
        // The error as it came, and any other one.
        Expr::MethodCall(call) if call.method == "map_err" => {
            let inner = edits.text(&call.receiver);
            edits.replace("dropped map_err", node, inner);
        }
        _ => {}
    }
}
