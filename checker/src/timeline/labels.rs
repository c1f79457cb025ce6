//! Names of rows that have to be shorter: cut where they differ least.

use crate::timeline::line::{columns, fit, visible};
use console::truncate_str;
use std::collections::BTreeSet;

/// Each of `names` in exactly `width` columns. They are cut at their end; where two
/// became the same by that, in the middle, and else at their beginning.
pub(super) fn labels(names: &[&str], width: usize, ellipsis: &str) -> Vec<String> {
    let different = names.iter().collect::<BTreeSet<_>>().len();
    let ways = [1.0, 0.5, 0.0].map(|front| {
        let cut = names
            .iter()
            .map(|name| fit(&cut(name, width, front, ellipsis), width, ellipsis));
        cut.collect::<Vec<_>>()
    });
    let told_apart = |way: &Vec<String>| way.iter().collect::<BTreeSet<_>>().len();
    let [end, ..] = &ways;
    let first = ways.iter().find(|way| told_apart(way) == different);
    first.unwrap_or(end).clone()
}

/// `name` in `width` columns, `front` of which, as a share, are from its beginning.
fn cut(name: &str, width: usize, front: f64, ellipsis: &str) -> String {
    let name = visible(name);
    let kept = width.saturating_sub(columns(ellipsis));
    if columns(&name) <= width {
        return name;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of the width of a screen"
    )]
    let front = (kept as f64 * front).round() as usize;
    let mut tail = String::new();
    for letter in name.chars().rev() {
        let longer = format!("{letter}{tail}");
        if columns(&longer) > kept - front {
            break;
        }
        tail = longer;
    }
    format!("{}{ellipsis}{tail}", truncate_str(&name, front, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], width: usize, want: &[&str]) {
        assert_eq!(labels(names, width, "…"), want);
    }

    #[test]
    fn names_that_fit_are_filled() {
        check(&["user 1", "orders 12"], 9, &["user 1   ", "orders 12"]);
    }

    #[test]
    fn a_name_is_cut_where_it_stays_different() {
        check(
            &["a cup of tea", "a plate of rice"],
            8,
            &["a cup o…", "a plate…"],
        );
        check(
            &["the visit of customer 1", "the visit of customer 2"],
            10,
            &["the v…er 1", "the v…er 2"],
        );
        check(
            &[
                "request 1 of customer",
                "request 2 of customer",
                "request 1 of supplier",
            ],
            13,
            &["request 1 of…", "request 2 of…", "request 1 of…"],
        );
    }

    #[test]
    fn equal_names_stay_equal() {
        check(&["customer", "customer"], 5, &["cust…", "cust…"]);
    }
}
