//! Futures that nobody awaits, and threads that are blocked where a task should wait.

use super::edits::{Edit, Edits};
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprCall};

/// Short for a person, and an age for a runtime.
const BLOCKED: &str = "std::thread::sleep(std::time::Duration::from_millis(300)); ";

/// An async block or function that holds its thread before it does anything.
pub(super) fn body(node: &Block, edits: &mut Edits<'_>) {
    if let Some(first) = node.stmts.first() {
        edits.add(
            "blocks in addition",
            vec![Edit::before(first.span(), BLOCKED)],
        );
    }
}

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    match node {
        Expr::Await(awaited) => {
            let future = edits.text(&awaited.base);
            edits.replace("dropped await", node, future);
            if let Expr::Call(_) | Expr::MethodCall(_) | Expr::Async(_) = &*awaited.base {
                let spawned = format!("tokio::spawn({future}).await.unwrap()");
                edits.replace("spawn for await", node, spawned);
            }
            if let Expr::Call(call) = &*awaited.base {
                waiting(node, call, edits);
            }
        }
        Expr::Call(call) if is_called(call, &["spawn_blocking"]) && call.args.len() == 1 => {
            let work = edits.text(&call.args[0]);
            let on_this_thread = format!(
                "{{ let work = {work}; async move {{ Ok::<_, tokio::task::JoinError>(work()) }} }}"
            );
            edits.replace("blocks the runtime", node, on_this_thread);
        }
        Expr::Call(call) if is_called(call, &["block_in_place"]) && call.args.len() == 1 => {
            let work = edits.text(&call.args[0]);
            edits.replace("blocks the runtime", node, format!("({work})()"));
        }
        _ => {}
    }
}

/// A call that is awaited.
fn waiting(node: &Expr, call: &ExprCall, edits: &mut Edits<'_>) {
    let arguments: Vec<_> = call.args.iter().map(|one| edits.text(one)).collect();
    match arguments[..] {
        [how_long] if is_called(call, &["sleep"]) => {
            edits.replace(
                "blocking sleep",
                node,
                format!("std::thread::sleep({how_long})"),
            );
        }
        [_, future] if is_called(call, &["timeout", "timeout_at"]) => {
            edits.replace(
                "no time limit",
                node,
                format!("Ok::<_, ()>({future}.await)"),
            );
        }
        _ => {}
    }
}

/// Whether the last word of what is called is one of `names`.
pub(super) fn is_called(call: &ExprCall, names: &[&str]) -> bool {
    let Expr::Path(function) = &*call.func else {
        return false;
    };
    let last = function.path.segments.last();
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}
