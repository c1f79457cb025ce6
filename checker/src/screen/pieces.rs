//! All that a source consists of, comments too, for who reads what a file says and
//! not only what it does.

use ra_ap_rustc_lexer::{DocStyle, FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

/// One piece of a source, without the spaces between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'s> {
    /// What it is.
    pub sort: Sort,
    /// As it is written.
    pub text: &'s str,
    /// The line that it begins in, from 1.
    pub line: usize,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// `//`, `/* */` and `//!`.
    Comment,
    /// `///` and `/** */`: of the item that comes next.
    Doc,
    /// The literal of a string, raw or not.
    Text,
    /// A word, a sign, a bracket, another literal.
    Other,
}

/// The pieces of `source`, in order.
#[must_use]
pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let (mut at, mut line) = (0, 1);
    let mut pieces = Vec::new();
    for token in tokenize(source, FrontmatterAllowed::No) {
        let text = &source[at..at + token.len as usize];
        if let Some(sort) = sort(token.kind) {
            pieces.push(Piece { sort, text, line });
        }
        at += text.len();
        line += text.matches('\n').count();
    }
    pieces
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most tokens are neither comments nor strings"
)]
fn sort(kind: TokenKind) -> Option<Sort> {
    match kind {
        TokenKind::Whitespace | TokenKind::Eof => None,
        TokenKind::LineComment {
            doc_style: Some(DocStyle::Outer),
        }
        | TokenKind::BlockComment {
            doc_style: Some(DocStyle::Outer),
            ..
        } => Some(Sort::Doc),
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => Some(Sort::Comment),
        TokenKind::Literal {
            kind: LiteralKind::Str { .. } | LiteralKind::RawStr { .. },
            ..
        } => Some(Sort::Text),
        _ => Some(Sort::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_told_from_the_rest() {
        let source = "//! a\n/// b\nfn f() { // c\n    g(r\"d\", 'e');\n}\n";
        let sorted = |wanted: Sort| -> Vec<(&str, usize)> {
            let pieces = pieces(source).into_iter();
            let wanted = pieces.filter(|piece| piece.sort == wanted);
            wanted.map(|piece| (piece.text, piece.line)).collect()
        };
        assert_eq!(sorted(Sort::Comment), [("//! a", 1), ("// c", 3)]);
        assert_eq!(sorted(Sort::Doc), [("/// b", 2)]);
        assert_eq!(sorted(Sort::Text), [("r\"d\"", 4)]);
    }
}
