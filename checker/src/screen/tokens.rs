//! The flat list of tokens: what the compiler's own lexer sees, without spaces
//! and comments.

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, strip_shebang, tokenize};

/// One token that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub(super) kind: Kind,
    /// As it is written; of a word, what is left without `r#`.
    pub(super) text: &'s str,
    /// The byte that it begins at.
    pub(super) at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Word,
    Lifetime,
    Literal,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// Any other character, one by one: `::` is two of them.
    Sign,
}

impl Token<'_> {
    /// Whether it is this word or sign.
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// The tokens of `source`, in order.
pub(super) fn tokens(source: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = beginning(source);
    let mut lexer = lexer(&source[at..]);
    std::iter::from_fn(move || {
        loop {
            let (kind, len) = lexer.next()?;
            let start = at;
            at += len;
            if kind == TokenKind::GuardedStrPrefix {
                // Two characters, of which older editions take only the first.
                at = start + 1;
                lexer = self::lexer(&source[at..]);
            }
            if let Some(kind) = meaning(kind) {
                let text = bare(&source[start..at]);
                return Some(Token {
                    kind,
                    text,
                    at: start,
                });
            }
        }
    })
}

/// Where the compiler begins: after the marks that it takes off.
fn beginning(source: &str) -> usize {
    let mark = if source.starts_with('\u{feff}') { 3 } else { 0 };
    mark + strip_shebang(&source[mark..]).unwrap_or(0)
}

fn lexer(source: &str) -> Box<dyn Iterator<Item = (TokenKind, usize)> + '_> {
    let tokens = tokenize(source, FrontmatterAllowed::No);
    Box::new(tokens.map(|token| (token.kind, token.len as usize)))
}

/// Nobody writes a word in another way to mean another one.
fn bare(text: &str) -> &str {
    let raw = text.strip_prefix("r#").or_else(|| text.strip_prefix("k#"));
    raw.unwrap_or(text)
}

/// `None` for what means nothing.
fn meaning(kind: TokenKind) -> Option<Kind> {
    Some(match kind {
        TokenKind::LineComment { .. }
        | TokenKind::BlockComment { .. }
        | TokenKind::Whitespace
        | TokenKind::Frontmatter { .. }
        | TokenKind::Eof => return None,
        TokenKind::Ident
        | TokenKind::InvalidIdent
        | TokenKind::RawIdent
        | TokenKind::ForcedKeywordIdent
        | TokenKind::UnknownPrefix => Kind::Word,
        TokenKind::UnknownPrefixLifetime | TokenKind::RawLifetime | TokenKind::Lifetime { .. } => {
            Kind::Lifetime
        }
        TokenKind::Literal { .. } => Kind::Literal,
        TokenKind::OpenParen | TokenKind::OpenBrace | TokenKind::OpenBracket => Kind::Open,
        TokenKind::CloseParen | TokenKind::CloseBrace | TokenKind::CloseBracket => Kind::Close,
        TokenKind::GuardedStrPrefix
        | TokenKind::Semi
        | TokenKind::Comma
        | TokenKind::Dot
        | TokenKind::At
        | TokenKind::Pound
        | TokenKind::Tilde
        | TokenKind::Question
        | TokenKind::Colon
        | TokenKind::Dollar
        | TokenKind::Eq
        | TokenKind::Bang
        | TokenKind::Lt
        | TokenKind::Gt
        | TokenKind::Minus
        | TokenKind::And
        | TokenKind::Or
        | TokenKind::Plus
        | TokenKind::Star
        | TokenKind::Slash
        | TokenKind::Caret
        | TokenKind::Percent
        | TokenKind::Unknown => Kind::Sign,
    })
}
