//! One after another for at the same time, and the first one for all of them.

use super::edits::{Edit, Edits};
use super::futures::is_called;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Ident, Macro, Pat, Token};

const SEQUENCE: &str = "sequence for join";

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    match node {
        Expr::Await(awaited) => {
            let Expr::Call(call) = &*awaited.base else {
                return;
            };
            let Some(all) = call.args.first().map(|all| edits.text(all)) else {
                return;
            };
            if is_called(call, &["join_all"]) {
                let loop_ = format!(
                    "{{ let mut done = Vec::new(); for one in {all} {{ done.push(one.await); }} done }}"
                );
                edits.replace(SEQUENCE, node, loop_);
            }
            if is_called(call, &["try_join_all"]) {
                let loop_ = format!(
                    "async {{ let mut done = Vec::new(); for one in {all} {{ done.push(one.await?); }} Ok(done) }}.await"
                );
                edits.replace(SEQUENCE, node, loop_);
            }
        }
        Expr::Call(call) if is_called(call, &["join"]) && call.args.len() == 2 => {
            let [first, second] = [0, 1].map(|at| edits.text(&call.args[at]));
            edits.replace(SEQUENCE, node, format!("(({first})(), ({second})())"));
        }
        _ => {}
    }
}

/// A macro with a list of expressions.
pub(super) fn listed(
    name: &str,
    node: &Macro,
    arguments: &Punctuated<Expr, Token![,]>,
    edits: &mut Edits<'_>,
) {
    let futures: Vec<_> = arguments.iter().map(|one| edits.text(one)).collect();
    match name {
        "join" => {
            let awaited = futures.iter().map(|future| format!("{future}.await, "));
            let awaited: String = awaited.collect();
            edits.replace(SEQUENCE, node, format!("({awaited})"));
            let raced = futures
                .iter()
                .map(|future| format!("_ = {future} => {{}} "));
            let raced: String = raced.collect();
            edits.replace(
                "select for join",
                node,
                format!("tokio::select! {{ {raced}}}"),
            );
        }
        "try_join" => {
            let mut result = format!("Ok(({}))", names(futures.len()));
            for (at, future) in futures.iter().enumerate().rev() {
                result = format!(
                    "match {future}.await {{ Ok(one{at}) => {result}, Err(error) => Err(error) }}"
                );
            }
            edits.replace(SEQUENCE, node, result);
            edits.replace("join for try_join", &node.path, "tokio::join");
        }
        _ => {}
    }
}

fn names(count: usize) -> String {
    (0..count).map(|at| format!("one{at}, ")).collect()
}

/// What stands in `select!`.
pub(super) struct Select {
    biased: Option<Ident>,
    branches: Vec<Branch>,
}

struct Branch {
    awaited: Option<(Pat, Expr)>,
    guard: Option<(Token![,], Expr)>,
    handler: Expr,
    comma: Option<Token![,]>,
    start: proc_macro2::Span,
}

impl Parse for Select {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut biased = None;
        if input.peek(Ident) && input.peek2(Token![;]) {
            biased = Some(input.parse()?);
            input.parse::<Token![;]>()?;
        }
        let mut branches = Vec::new();
        while !input.is_empty() {
            branches.push(input.parse()?);
        }
        Ok(Self { biased, branches })
    }
}

impl Parse for Branch {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.span();
        let (mut awaited, mut guard) = (None, None);
        if input.peek(Token![else]) {
            input.parse::<Token![else]>()?;
        } else {
            let pattern = Pat::parse_multi(input)?;
            input.parse::<Token![=]>()?;
            awaited = Some((pattern, input.parse()?));
            if input.peek(Token![,]) {
                let comma = input.parse()?;
                input.parse::<Token![if]>()?;
                guard = Some((comma, input.parse()?));
            }
        }
        input.parse::<Token![=>]>()?;
        Ok(Self {
            awaited,
            guard,
            handler: input.parse()?,
            comma: input.parse()?,
            start,
        })
    }
}

impl Select {
    /// What is awaited, asked and done.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.branches.iter().flat_map(|branch| {
            let awaited = branch.awaited.as_ref().map(|(_, future)| future);
            let guard = branch.guard.as_ref().map(|(_, asked)| asked);
            awaited.into_iter().chain(guard).chain([&branch.handler])
        })
    }

    pub(super) fn mutate(&self, edits: &mut Edits<'_>) {
        if let (Some(word), Some(first)) = (&self.biased, self.branches.first()) {
            let gone = Edit::up_to(word.span(), first.start, "");
            edits.add("dropped biased", vec![gone]);
        }
        for branch in &self.branches {
            if self.branches.len() > 1 {
                let end = branch
                    .comma
                    .map_or(branch.handler.span(), |comma| comma.span());
                edits.add("dropped branch", vec![Edit::between(branch.start, end, "")]);
            }
            if let Some((comma, asked)) = &branch.guard {
                let gone = Edit::between(comma.span(), asked.span(), "");
                edits.add("dropped guard of a branch", vec![gone]);
            }
        }
    }
}
