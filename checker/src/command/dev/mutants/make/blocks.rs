//! Statements that are missing or in another order.

use super::edits::{Edit, Edits};
use syn::spanned::Spanned;
use syn::{Block, Expr, Pat, Stmt};

/// Two statements of which each is there for what it does.
pub(super) fn block(node: &Block, edits: &mut Edits<'_>) {
    for pair in node.stmts.windows(2) {
        let [first, second] = pair else { continue };
        if acts(first) && acts(second) {
            let swapped = vec![
                Edit::new(first, edits.text(second)),
                Edit::new(second, edits.text(first)),
            ];
            edits.add("swapped statements", swapped);
        }
    }
}

fn acts(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _) => false,
        Stmt::Expr(_, end) => end.is_some(),
        Stmt::Macro(_) | Stmt::Local(_) | Stmt::Item(_) => false,
    }
}

/// One statement less.
pub(super) fn statement(node: &Stmt, edits: &mut Edits<'_>) {
    match node {
        Stmt::Expr(Expr::While(_) | Expr::Loop(_) | Expr::ForLoop(_) | Expr::If(_), None) => {
            edits.add("dropped statement", gone(node));
        }
        Stmt::Expr(_, Some(_)) => edits.add("dropped statement", gone(node)),
        Stmt::Local(local) if is_held(&local.pat) => {
            edits.add("dropped guard", gone(node));
            edits.replace("guard not held", &local.pat, "_");
        }
        Stmt::Local(local) if matches!(local.pat, Pat::Wild(_)) => {
            edits.add("dropped statement", gone(node));
        }
        Stmt::Macro(call) if call.semi_token.is_some() => {
            edits.add("dropped statement", gone(node));
        }
        Stmt::Local(_) | Stmt::Expr(_, None) | Stmt::Macro(_) | Stmt::Item(_) => {}
    }
}

fn gone(node: &Stmt) -> Vec<Edit> {
    vec![Edit::between(node.span(), node.span(), "")]
}

/// `_permit`: nobody reads it, and it is dropped at the end of the block.
fn is_held(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(name) if name.ident.to_string().starts_with('_'))
}
