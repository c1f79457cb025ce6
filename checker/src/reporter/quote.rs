//! Words of the exercise, in a verdict.

/// In quotation marks; nothing where nothing was promised.
#[must_use]
pub fn quoted(promised: Option<&str>) -> String {
    promised.map_or_else(String::new, |words| format!("\"{}\"", words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_quoted_and_none_leaves_nothing() {
        assert_eq!(quoted(Some("It ends.")), "\"It ends.\"");
        assert_eq!(quoted(None), "");
    }
}
