//! What the literal of a string stands for.

/// The text of a literal; `None` where it is none that a promise is written with.
pub(super) fn value(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let bare = raw.trim_start_matches('#');
        let hashes = "#".repeat(raw.len() - bare.len());
        let inside = bare.strip_prefix('"')?.strip_suffix(&hashes)?;
        return inside.strip_suffix('"').map(str::to_owned);
    }
    let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
    let (mut text, mut rest) = (String::new(), inside.chars().peekable());
    while let Some(letter) = rest.next() {
        match letter {
            '\\' => match rest.next()? {
                '\n' => while rest.next_if(|next| next.is_whitespace()).is_some() {},
                'n' | 't' | 'r' => text.push(' '),
                same @ ('"' | '\\' | '\'') => text.push(same),
                _ => return None,
            },
            other => text.push(other),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(literal: &str, want: Option<&str>) {
        assert_eq!(value(literal).as_deref(), want, "{literal}");
    }

    #[test]
    fn a_literal_stands_for_its_text() {
        check(r#""it ends""#, Some("it ends"));
        check("\"it \\\n      ends\"", Some("it ends"));
        check(r#""a \"b\" c\\""#, Some(r#"a "b" c\"#));
        check(r##"r#"a "b""#"##, Some(r#"a "b""#));
        check(r#"r"a""#, Some("a"));
        check(r#""\u{41}""#, None);
        check("b\"it ends\"", None);
    }
}
