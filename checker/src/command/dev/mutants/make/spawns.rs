//! Threads and tasks that are waited for at once, or are none.

use super::edits::Edits;
use super::futures::is_called;
use syn::{Block, Expr, ExprCall, Stmt};

const AT_ONCE: &str = "waits at once";

/// What is started.
enum Started<'e> {
    Thread(&'e Expr),
    Task(&'e Expr),
}

/// One of many: each is waited for before the next one is started.
pub(super) fn repeated(node: &Expr, edits: &mut Edits<'_>) {
    match started(node) {
        Some(Started::Thread(_)) => {
            let waits = for_the_thread(edits.text(node));
            edits.replace(AT_ONCE, node, waits);
        }
        Some(Started::Task(future)) => {
            let telling = "async move { let value = future.await; let _ = done.send(()); value }";
            let start = edits.text_with(node, future, telling);
            let waits = for_the_task(&start, edits.text(future));
            edits.replace(AT_ONCE, node, waits);
        }
        None => {}
    }
}

/// `let handle = spawn(…);` with another one after it: the last one of a block
/// may as well be waited for.
pub(super) fn block(node: &Block, edits: &mut Edits<'_>) {
    let spawning: Vec<_> = node.stmts.iter().filter_map(handle).collect();
    for one in spawning.iter().rev().skip(1) {
        repeated(one, edits);
    }
}

fn handle(statement: &Stmt) -> Option<&Expr> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let whole = &*local.init.as_ref()?.expr;
    started(whole).map(|_| whole)
}

/// `.map(thread::spawn)`
pub(super) fn named(node: &Expr, edits: &mut Edits<'_>) {
    let Expr::Path(path) = node else { return };
    let mut words = path.path.segments.iter().rev().map(|one| &one.ident);
    if words.next().is_some_and(|last| last == "spawn")
        && words.next().is_some_and(|of| of == "thread")
    {
        let waits = for_the_thread(&format!("{}(work)", edits.text(node)));
        edits.replace(AT_ONCE, node, format!("(|work| {waits})"));
    }
}

fn for_the_thread(start: &str) -> String {
    format!(
        "{{ let started = {start}; \
         while !started.is_finished() {{ std::thread::yield_now(); }} started }}"
    )
}

fn for_the_task(start: &str, future: &str) -> String {
    format!(
        "{{ let (done, over) = tokio::sync::oneshot::channel::<()>(); let future = {future}; \
         let started = {start}; let _ = over.await; started }}"
    )
}

/// Where the handle is not needed, it is done on the spot.
pub(super) fn statement(node: &Stmt, edits: &mut Edits<'_>) {
    let Stmt::Expr(whole, Some(_)) = node else {
        return;
    };
    let rule = "done on the spot";
    match started(whole) {
        Some(Started::Thread(work)) => {
            let work = edits.text(work);
            edits.replace(rule, node, format!("({work})();"));
        }
        Some(Started::Task(future)) => {
            let future = edits.text(future);
            edits.replace(rule, node, format!("{future}.await;"));
        }
        None => {}
    }
}

fn started(node: &Expr) -> Option<Started<'_>> {
    let (what, of_threads) = match node {
        Expr::Call(call) if is_called(call, &["spawn", "spawn_local"]) => {
            (call.args.first()?, names_threads(call))
        }
        Expr::MethodCall(call) if call.method == "spawn" => (call.args.first()?, false),
        _ => return None,
    };
    let is_closure = matches!(what, Expr::Closure(closure) if closure.asyncness.is_none());
    Some(match of_threads || is_closure {
        true => Started::Thread(what),
        false => Started::Task(what),
    })
}

fn names_threads(call: &ExprCall) -> bool {
    let Expr::Path(function) = &*call.func else {
        return false;
    };
    let mut words = function.path.segments.iter();
    words.any(|word| word.ident == "thread" || word.ident == "rayon")
}
