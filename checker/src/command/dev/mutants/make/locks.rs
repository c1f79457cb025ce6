//! Locks that are held longer or shorter, and steps that are not one any more.

use super::edits::{Edit, Edits};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Ident, Pat, Stmt};

const LONGER: &str = "lock held longer";

/// Guards that live for one statement, and those with a name.
pub(super) fn block(node: &Block, edits: &mut Edits<'_>) {
    // After the last statement, a guard with a name goes where one without a name does.
    if let Some((_, go_on)) = node.stmts.split_last() {
        go_on.iter().for_each(|one| kept(one, edits));
    }
    taken_anew(node, edits);
}

/// A guard that is not kept, in a statement of which the block goes on.
fn kept(node: &Stmt, edits: &mut Edits<'_>) {
    if let Some(guard) = passing_guard(node) {
        let taken = format!("let mut held = {}; ", edits.text(&guard));
        let kept = vec![Edit::before(node.span(), taken), Edit::new(&guard, "held")];
        edits.add(LONGER, kept);
    }
}

/// A guard with a name, of which each use could take the lock anew.
fn taken_anew(node: &Block, edits: &mut Edits<'_>) {
    for (at, statement) in node.stmts.iter().enumerate() {
        let Some((name, guard)) = named_guard(statement) else {
            continue;
        };
        let mut uses = Uses {
            name,
            found: Vec::new(),
        };
        for later in &node.stmts[at + 1..] {
            uses.visit_stmt(later);
        }
        if uses.found.len() < 2 {
            continue;
        }
        let anew = edits.text(guard);
        let mut each = vec![Edit::new(statement, "")];
        each.extend(uses.found.iter().map(|one| Edit::new(one, anew)));
        edits.add("lock for each use", each);
    }
}

/// `let mut guard = mutex.lock().unwrap();`
fn named_guard(statement: &Stmt) -> Option<(&Ident, &Expr)> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let Pat::Ident(name) = &local.pat else {
        return None;
    };
    let guard = &*local.init.as_ref()?.expr;
    is_guard(guard).then_some((&name.ident, guard))
}

struct Uses<'n> {
    name: &'n Ident,
    found: Vec<Ident>,
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_expr_path(&mut self, node: &'ast syn::ExprPath) {
        if let Some(word) = node.path.get_ident()
            && word == self.name
        {
            self.found.push(word.clone());
        }
    }
}

/// An inner block that ends where its guard should.
pub(super) fn statement(node: &Stmt, edits: &mut Edits<'_>) {
    let (inner, pattern) = match node {
        Stmt::Expr(Expr::Block(block), _) => (&block.block, None),
        Stmt::Local(local) => match local.init.as_ref().map(|init| &*init.expr) {
            Some(Expr::Block(block)) => (&block.block, Some(&local.pat)),
            _ => return,
        },
        Stmt::Expr(..) | Stmt::Item(_) | Stmt::Macro(_) => return,
    };
    if inner.stmts.iter().any(|one| named_guard(one).is_some()) {
        flattened(node, inner, pattern, edits);
    }
}

fn flattened(node: &Stmt, inner: &Block, pattern: Option<&Pat>, edits: &mut Edits<'_>) {
    let last = inner.stmts.len() - 1;
    let pieces = inner.stmts.iter().enumerate().map(|(at, one)| {
        let text = edits.text(one);
        match pattern {
            Some(pattern) if at == last => format!("let {} = {text};", edits.text(pattern)),
            _ => text.to_owned(),
        }
    });
    let flat: Vec<_> = pieces.collect();
    edits.replace(LONGER, node, flat.join(" "));
}

fn passing_guard(node: &Stmt) -> Option<Expr> {
    let whole = match node {
        Stmt::Local(local) => &*local.init.as_ref()?.expr,
        Stmt::Expr(whole, Some(_)) => whole,
        Stmt::Expr(_, None) | Stmt::Item(_) | Stmt::Macro(_) => return None,
    };
    if is_guard(whole) {
        return None;
    }
    let mut passing = Passing(None);
    passing.visit_expr(whole);
    passing.0
}

struct Passing(Option<Expr>);

impl<'ast> Visit<'ast> for Passing {
    fn visit_expr(&mut self, node: &'ast Expr) {
        match node {
            _ if self.0.is_some() => {}
            _ if is_guard(node) => self.0 = Some(node.clone()),
            // What is in there is done at another time.
            Expr::Closure(_)
            | Expr::Async(_)
            | Expr::Block(_)
            | Expr::Match(_)
            | Expr::If(_)
            | Expr::While(_)
            | Expr::Loop(_)
            | Expr::ForLoop(_) => {}
            _ => visit::visit_expr(self, node),
        }
    }
}

/// `mutex.lock()`, and that with `.unwrap()` or `.await` after it.
fn is_guard(node: &Expr) -> bool {
    match node {
        Expr::MethodCall(call) => match call.method.to_string().as_str() {
            "lock" | "read" | "write" | "acquire" => call.args.is_empty(),
            "unwrap" | "expect" | "unwrap_or_else" => is_guard(&call.receiver),
            _ => false,
        },
        Expr::Await(awaited) => is_guard(&awaited.base),
        Expr::Try(tried) => is_guard(&tried.expr),
        _ => false,
    }
}

/// An operation of an atomic in two steps.
pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    if let Expr::MethodCall(call) = node
        && let Some(steps) = two_steps(call, edits)
    {
        edits.replace("load and store", node, steps);
    }
}

fn two_steps(call: &ExprMethodCall, edits: &Edits<'_>) -> Option<String> {
    const ORDER: &str = "std::sync::atomic::Ordering::SeqCst";
    let atomic = edits.text(&call.receiver);
    let arguments: Vec<_> = call.args.iter().map(|one| edits.text(one)).collect();
    let stored = |new: String| {
        format!("{{ let seen = {atomic}.load({ORDER}); {atomic}.store({new}, {ORDER}); seen }}")
    };
    let method = call.method.to_string();
    Some(match (method.as_str(), &arguments[..]) {
        ("fetch_add", [by, _]) => stored(format!("seen + {by}")),
        ("fetch_sub", [by, _]) => stored(format!("seen - {by}")),
        ("fetch_or", [by, _]) => stored(format!("seen | {by}")),
        ("fetch_and", [by, _]) => stored(format!("seen & {by}")),
        ("fetch_max", [by, _]) => stored(format!("seen.max({by})")),
        ("fetch_min", [by, _]) => stored(format!("seen.min({by})")),
        ("swap", [new, _]) => stored((*new).to_owned()),
        ("compare_exchange" | "compare_exchange_weak", [old, new, ..]) => format!(
            "{{ let seen = {atomic}.load({ORDER}); \
             if seen == {old} {{ {atomic}.store({new}, {ORDER}); Ok(seen) }} else {{ Err(seen) }} }}"
        ),
        ("fetch_update", [_, _, change]) => format!(
            "{{ let seen = {atomic}.load({ORDER}); match ({change})(seen) {{ \
             Some(new) => {{ {atomic}.store(new, {ORDER}); Ok(seen) }} None => Err(seen) }} }}"
        ),
        _ => return None,
    })
}
