//! What a hidden file quotes from its exercise.

use super::literal::value;
use super::normal;
use crate::screen::{Piece, Sort, pieces};

/// The functions of `proof` whose first text is a promise of the exercise.
const PROMISES: [&str; 4] = [
    "promise",
    "promise_against",
    "never_blocks",
    "never_blocks_or_computes",
];

const EXCUSE: &str = "// no promise:";

/// What a hidden file says of promises.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// What tests hold the answer to.
    pub(super) promises: Vec<Quote>,
    /// What is said to be no promise.
    pub(super) excuses: Vec<Quote>,
    /// What cannot be understood.
    pub(super) faults: Vec<Fault>,
}

/// Words of the exercise, whitespace made equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) words: String,
    pub(super) line: usize,
}

/// What cannot be understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A promise that is put together, or comes from elsewhere.
    NoLiteral { line: usize, call: &'static str },
    /// An excuse without a quotation or without a reason.
    Excuse { line: usize },
}

impl Hidden {
    pub(super) fn of(source: &str) -> Self {
        let pieces = pieces(source);
        let mut hidden = Self::default();
        for (at, piece) in pieces.iter().enumerate() {
            match piece.sort {
                Sort::Comment => hidden.excuse(piece),
                Sort::Other => hidden.call(&pieces, at),
                Sort::Doc | Sort::Text => {}
            }
        }
        hidden
    }

    fn excuse(&mut self, comment: &Piece<'_>) {
        let line = comment.line;
        let Some(said) = comment.text.strip_prefix(EXCUSE) else {
            return;
        };
        let parts = said
            .trim()
            .strip_prefix('"')
            .and_then(|said| said.rsplit_once('"'));
        match parts {
            Some((words, reason)) if !words.is_empty() && !reason.trim().is_empty() => {
                let words = normal(words);
                self.excuses.push(Quote { words, line });
            }
            Some(_) | None => self.faults.push(Fault::Excuse { line }),
        }
    }

    fn call(&mut self, pieces: &[Piece<'_>], at: usize) {
        let line = pieces[at].line;
        let Some(call) = PROMISES.into_iter().find(|name| *name == pieces[at].text) else {
            return;
        };
        let is_called = pieces.get(at + 1).is_some_and(|next| next.text == "(");
        let is_declared = at > 0 && pieces[at - 1].text == "fn";
        if !is_called || is_declared {
            return;
        }
        match first_text(&pieces[at + 1..]) {
            Some(words) => self.promises.push(Quote {
                words: normal(&words),
                line,
            }),
            None => self.faults.push(Fault::NoLiteral { line, call }),
        }
    }
}

/// The first argument that is nothing but a text; what stands in brackets inside of
/// the arguments is put together.
fn first_text(call: &[Piece<'_>]) -> Option<String> {
    let mut depth = 0;
    for piece in call {
        match (piece.sort, piece.text) {
            (Sort::Other, "(" | "[" | "{") => depth += 1,
            (Sort::Other, ")" | "]" | "}") => depth -= 1,
            (Sort::Text, text) if depth == 1 => return value(text),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(quotes: &[Quote]) -> Vec<&str> {
        quotes.iter().map(|quote| quote.words.as_str()).collect()
    }

    #[test]
    fn promises_are_read_however_they_are_broken_into_lines() {
        let source = "fn a() {\n    promise(\n        \"No thread \\\n         waits.\",\n    );\n\
            proof::promise_against(Kind::Leaks, \"It\n ends.\");\n\
            never_blocks(r\"It sleeps.\"); // promise(\"no\")\n}";
        let hidden = Hidden::of(source);
        let want = ["No thread waits.", "It ends.", "It sleeps."];
        assert_eq!(words(&hidden.promises), want);
        let lines: Vec<usize> = hidden.promises.iter().map(|quote| quote.line).collect();
        assert_eq!(lines, [2, 6, 8]);
        assert_eq!(hidden.faults, []);
    }

    #[test]
    fn what_is_put_together_is_no_promise() {
        let put_together = [
            "promise(&text)",
            "promise(&format!(\"a\"))",
            "promise(concat!(\"a\"))",
        ];
        for source in put_together {
            let hidden = Hidden::of(source);
            let call = "promise";
            assert_eq!(
                hidden.faults,
                [Fault::NoLiteral { line: 1, call }],
                "{source}"
            );
        }
        assert_eq!(
            Hidden::of("use proof::promise; fn promise(text: &str) {}").faults,
            []
        );
    }

    #[test]
    fn an_excuse_has_a_quotation_and_a_reason() {
        let hidden = Hidden::of("// no promise: \"Its \"name\".\" It says what it is.\n");
        assert_eq!(words(&hidden.excuses), ["Its \"name\"."]);
        for excuse in ["Its name.", "\"Its name.\"", "\"\" It says so."] {
            let hidden = Hidden::of(&format!("{EXCUSE} {excuse}\n"));
            assert_eq!(hidden.faults, [Fault::Excuse { line: 1 }], "{excuse}");
        }
    }
}
