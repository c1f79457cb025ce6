//! Another method of the same family, the opposite of a question, or a link less in a chain.

use super::edits::Edits;
use syn::{Expr, ExprMethodCall};

/// What is easily taken for each other.
const FAMILIES: [(&str, &[&str]); 62] = [
    ("first", &["last"]),
    ("last", &["first", "next"]),
    ("next", &["last"]),
    ("next_back", &["next"]),
    ("first_mut", &["last_mut"]),
    ("last_mut", &["first_mut"]),
    ("pop_front", &["pop_back"]),
    ("pop_back", &["pop_front"]),
    ("push_front", &["push_back"]),
    ("push_back", &["push_front"]),
    ("pop_first", &["pop_last"]),
    ("pop_last", &["pop_first"]),
    ("front", &["back"]),
    ("back", &["front"]),
    ("min", &["max"]),
    ("max", &["min"]),
    ("min_by_key", &["max_by_key"]),
    ("max_by_key", &["min_by_key"]),
    ("min_by", &["max_by"]),
    ("max_by", &["min_by"]),
    ("any", &["all"]),
    ("all", &["any"]),
    ("take", &["skip"]),
    ("skip", &["take"]),
    ("take_while", &["skip_while", "filter"]),
    ("skip_while", &["take_while"]),
    ("map_while", &["filter_map"]),
    ("position", &["rposition"]),
    ("find", &["rfind", "find_last"]),
    ("find_first", &["find_any", "find_last"]),
    ("find_map_first", &["find_map_any"]),
    ("split_once", &["rsplit_once"]),
    ("rsplit_once", &["split_once"]),
    ("starts_with", &["ends_with", "contains"]),
    ("ends_with", &["starts_with", "contains"]),
    ("contains", &["starts_with"]),
    ("trim", &["trim_start", "trim_end"]),
    ("trim_start", &["trim"]),
    ("trim_end", &["trim"]),
    ("split_whitespace", &["lines"]),
    ("sum", &["count"]),
    ("chunks", &["chunks_exact"]),
    ("par_chunks", &["par_chunks_exact", "chunks"]),
    ("par_iter", &["iter"]),
    ("par_iter_mut", &["iter_mut"]),
    ("into_par_iter", &["into_iter"]),
    ("div_ceil", &["wrapping_div"]),
    ("saturating_sub", &["wrapping_sub"]),
    ("fetch_add", &["fetch_sub"]),
    ("fetch_sub", &["fetch_add"]),
    ("fetch_max", &["fetch_min"]),
    ("fetch_min", &["fetch_max"]),
    ("notify_one", &["notify_all", "notify_waiters"]),
    ("notify_all", &["notify_one"]),
    ("notify_waiters", &["notify_one"]),
    ("send", &["try_send"]),
    ("recv", &["try_recv"]),
    ("read", &["write"]),
    ("write", &["read"]),
    ("buffered", &["buffer_unordered"]),
    ("buffer_unordered", &["buffered"]),
    ("read_exact", &["read"]),
];

/// And what says the opposite.
const OPPOSITES: [(&str, &str); 8] = [
    ("is_ok", "is_err"),
    ("is_err", "is_ok"),
    ("is_some", "is_none"),
    ("is_none", "is_some"),
    ("is_ready", "is_pending"),
    ("is_pending", "is_ready"),
    ("ok", "err"),
    ("is_lt", "is_ge"),
];

/// Questions without a method that says the opposite.
const QUESTIONS: [&str; 10] = [
    "is_empty",
    "is_finished",
    "is_cancelled",
    "is_panic",
    "is_closed",
    "contains_key",
    "is_file",
    "success",
    "any",
    "all",
];

/// Links that a chain does without, as far as types are concerned.
const LINKS: [&str; 26] = [
    "clone",
    "cloned",
    "trim",
    "trim_start",
    "trim_end",
    "rev",
    "take",
    "skip",
    "take_while",
    "skip_while",
    "step_by",
    "filter",
    "fuse",
    "chain",
    "min",
    "max",
    "clamp",
    "with_max_len",
    "with_min_len",
    "kill_on_drop",
    "abs",
    "lines",
    "to_lowercase",
    "and_then",
    "inspect",
    "saturating_sub",
];

pub(super) fn expression(node: &Expr, edits: &mut Edits<'_>) {
    let Expr::MethodCall(call) = node else {
        return;
    };
    let name = call.method.to_string();
    let family = FAMILIES.iter().find(|(one, _)| *one == name);
    for other in family.map(|(_, others)| *others).unwrap_or_default() {
        edits.replace("another method", &call.method, *other);
    }
    if let Some((_, opposite)) = OPPOSITES.iter().find(|(one, _)| *one == name) {
        edits.replace("opposite", &call.method, *opposite);
    }
    if QUESTIONS.contains(&name.as_str()) {
        let asked = edits.text(node);
        edits.replace("opposite", node, format!("!{asked}"));
    }
    if LINKS.contains(&name.as_str()) {
        dropped(node, call, edits);
    }
    swapped(call, edits);
}

fn dropped(node: &Expr, call: &ExprMethodCall, edits: &mut Edits<'_>) {
    let rest = edits.text(&call.receiver);
    let rule = match call.method == "clone" {
        true => "a clone less",
        false => "a link less",
    };
    edits.replace(rule, node, rest);
}

/// Two arguments in the other order.
fn swapped(call: &ExprMethodCall, edits: &mut Edits<'_>) {
    if call.args.len() == 2 {
        let [first, second] = [0, 1].map(|at| edits.text(&call.args[at]));
        if first != second {
            edits.replace(
                "swapped arguments",
                &call.args,
                format!("{second}, {first}"),
            );
        }
    }
}
