//! The list of tests that a hidden test promises, read from its source.

use anyhow::{Context, bail};

/// The names in `proof::main!(a, b)` or `proof::metered_main!(a, b)`, in order.
///
/// # Errors
///
/// Where the source has no such list, or an empty one.
pub fn expected_tests(source: &str) -> anyhow::Result<Vec<String>> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    let lists = ["proof::main!", "proof::metered_main!"];
    let list = lists
        .into_iter()
        .find_map(|name| code.split_once(name))
        .map(|(_, rest)| rest.trim_start());
    let list = list
        .context("the hidden test has no `proof::main!(..)`, so nothing says which tests it has")?;
    let close = match list.chars().next() {
        Some('(') => ')',
        Some('{') => '}',
        Some('[') => ']',
        _ => bail!("`proof::main!` has no list of tests"),
    };
    let (names, _) = list[1..]
        .split_once(close)
        .context("the list of `proof::main!` does not end")?;
    let names: Vec<String> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        bail!("the list of `proof::main!` is empty");
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, want: &[&str]) {
        assert_eq!(expected_tests(source).unwrap(), want);
    }

    #[test]
    fn the_names_are_read_in_order_and_comments_are_not() {
        check("proof::main!(a, b);", &["a", "b"]);
        check(
            "// proof::main!(x);\nproof::main! {\n    a, // not c,\n    b,\n}\n",
            &["a", "b"],
        );
        check("proof::metered_main!(a);", &["a"]);
    }

    #[test]
    fn a_source_without_a_list_or_with_an_empty_one_is_an_error() {
        assert!(
            expected_tests("fn main() {}")
                .unwrap_err()
                .to_string()
                .contains("proof::main!")
        );
        assert!(
            expected_tests("proof::main!();")
                .unwrap_err()
                .to_string()
                .contains("empty")
        );
    }
}
