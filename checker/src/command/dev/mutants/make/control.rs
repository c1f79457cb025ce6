//! Branches that are always or never taken, and loops that end too soon or too late.

use super::edits::{Edit, Edits};
use syn::spanned::Spanned;
use syn::{Arm, Block, Expr, ExprMatch, Pat, Stmt};

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    match node {
        Expr::If(branch) => {
            condition(&branch.cond, edits);
            if let Some((word, other)) = &branch.else_branch {
                edits.add(
                    "dropped else",
                    vec![Edit::between(word.span(), other.span(), "")],
                );
            }
        }
        Expr::While(repeated) => {
            condition(&repeated.cond, edits);
            once(&repeated.body, edits);
            edits.replace("if for while", &repeated.while_token, "if");
        }
        Expr::Loop(repeated) => once(&repeated.body, edits),
        Expr::ForLoop(repeated) => once(&repeated.body, edits),
        Expr::Break(end) if end.expr.is_none() => {
            edits.replace("continue for break", &end.break_token, "continue");
        }
        Expr::Continue(again) => {
            edits.replace("break for continue", &again.continue_token, "break");
        }
        Expr::Match(choice) => arms(choice, edits),
        Expr::Tuple(pair) if pair.elems.len() == 2 => {
            let [first, second] = [0, 1].map(|at| edits.text(&pair.elems[at]));
            if first != second {
                edits.replace("swapped pair", node, format!("({second}, {first})"));
            }
        }
        _ => {}
    }
}

/// Of `if let` and its like, only what is asked beside.
fn condition(asked: &Expr, edits: &mut Edits<'_>) {
    match asked {
        Expr::Let(_) => {}
        Expr::Binary(both) if has_let(asked) => {
            for side in [&both.left, &both.right] {
                condition(side, edits);
            }
        }
        _ => {
            edits.replace("condition", asked, "true");
            edits.replace("condition", asked, "false");
        }
    }
}

fn has_let(asked: &Expr) -> bool {
    match asked {
        Expr::Let(_) => true,
        Expr::Binary(both) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}

/// The first time is the last one.
fn once(body: &Block, edits: &mut Edits<'_>) {
    let Some(last) = body.stmts.last() else {
        return;
    };
    if let Stmt::Expr(Expr::Break(_) | Expr::Return(_), _) = last {
        return;
    }
    let end = match last {
        Stmt::Expr(_, None) => "; break;",
        _ => " break;",
    };
    edits.add("first iteration only", vec![Edit::after(last.span(), end)]);
}

/// Arms that another one stands in for.
fn arms(choice: &ExprMatch, edits: &mut Edits<'_>) {
    let catches_all = |arm: &Arm| matches!(arm.pat, Pat::Wild(_) | Pat::Ident(_));
    if !choice.arms.iter().any(catches_all) {
        return;
    }
    for arm in choice.arms.iter().filter(|arm| !catches_all(arm)) {
        edits.replace("dropped arm", arm, "");
    }
}

pub(super) fn arm(node: &Arm, edits: &mut Edits<'_>) {
    if let Pat::Guard(guarded) = &node.pat {
        for always in ["true", "false"] {
            edits.replace("guard of an arm", &guarded.guard, always);
        }
    }
}
