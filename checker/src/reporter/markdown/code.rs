//! Code in colours. Rust is read by the compiler's own lexer, which is there anyway;
//! whatever else there is has one colour.

use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

const KEYWORDS: [&str; 39] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "type",
    "unsafe", "use", "where", "while", "yield",
];

/// The lines of a block in this language.
pub(super) fn lines(language: &str, text: &str, look: &Look) -> Vec<String> {
    // As in `rust,ignore`.
    let language = language.split([',', ' ']).next().unwrap_or_default();
    if !look.colors || !matches!(language, "rust" | "rs") {
        let lines = text.lines();
        return lines.map(|line| look.paint(Ink::Code, line)).collect();
    }
    let mut rest = text;
    let mut painted = String::new();
    for token in tokenize(text, FrontmatterAllowed::No) {
        let (word, after) = rest.split_at(token.len as usize);
        rest = after;
        let ink = ink(token.kind, word);
        // A comment or a string may go over several lines, each with its own colour.
        let words: Vec<_> = word.split('\n').map(|word| look.paint(ink, word)).collect();
        painted.push_str(&words.join("\n"));
    }
    painted.lines().map(str::to_owned).collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most kinds of tokens are signs"
)]
fn ink(kind: TokenKind, word: &str) -> Ink {
    match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => Ink::Faint,
        TokenKind::Literal { .. } => Ink::Warn,
        TokenKind::Lifetime { .. } => Ink::Blocking,
        TokenKind::Ident if KEYWORDS.contains(&word) => Ink::Blocking,
        TokenKind::Ident if word.starts_with(char::is_uppercase) => Ink::Code,
        _ => Ink::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "let s = \"a\nb\"; // why\nS::new('a')\n";

    fn painted(language: &str, colors: bool) -> String {
        let look = Look {
            colors,
            ..Look::plain()
        };
        lines(language, CODE, &look).join("\n") + "\n"
    }

    #[test]
    fn rust_is_told_apart_and_nothing_of_it_is_lost() {
        let shown = painted("rust,ignore", true);
        assert!(shown.contains("\u{1b}[35mlet\u{1b}[0m"), "{shown:?}");
        assert!(shown.contains("\u{1b}[2m// why\u{1b}[0m"), "{shown:?}");
        assert!(
            shown.contains("\u{1b}[33m\"a\u{1b}[0m\n\u{1b}[33mb\""),
            "{shown:?}"
        );
        assert_eq!(console::strip_ansi_codes(&shown), CODE);
    }

    #[test]
    fn other_code_has_one_colour_and_without_colours_there_is_none() {
        assert!(painted("sh", true).starts_with("\u{1b}[36mlet s = \"a\u{1b}[0m\n"));
        assert_eq!(painted("rust", false), CODE);
    }
}
