//! What an exercise says: its comments, and the doc comments of what is public.

use super::normal;
use super::sentences::{Sentence, sentences};
use crate::screen::{Piece, Sort, pieces};

/// The comments of an exercise, each a text without marks; lines that follow each
/// other are one.
pub(super) struct Comments(Vec<String>);

impl Comments {
    pub(super) fn of(source: &str) -> Self {
        let mut comments: Vec<String> = Vec::new();
        let mut last = None;
        let pieces = pieces(source);
        let said = pieces
            .iter()
            .filter(|piece| matches!(piece.sort, Sort::Comment | Sort::Doc));
        for piece in said {
            let goes_on = last.is_some_and(|line| line + 1 == piece.line);
            let text = without_marks(piece.text);
            match comments.last_mut().filter(|_| goes_on) {
                Some(comment) => *comment += &format!("\n{text}"),
                None => comments.push(text),
            }
            last = Some(piece.line + piece.text.matches('\n').count());
        }
        Self(
            comments
                .iter()
                .map(|text| normal(&without_lists(text)))
                .collect(),
        )
    }

    /// Whether one of them says this, whose whitespace is equal.
    pub(super) fn say(&self, words: &str) -> bool {
        !words.is_empty() && self.0.iter().any(|comment| comment.contains(words))
    }
}

/// The doc comment of a public item.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doc {
    /// Whitespace made equal.
    pub(super) text: String,
    pub(super) sentences: Vec<Sentence>,
    /// Where each line begins in `text`, and its number in the file.
    lines: Vec<(usize, usize)>,
}

impl Doc {
    /// The line in which a sentence begins.
    pub(super) fn line_of(&self, sentence: &Sentence) -> usize {
        let mut lines = self.lines.iter().rev();
        let line = lines.find(|(at, _)| *at <= sentence.from);
        line.or(self.lines.first()).map_or(1, |(_, line)| *line)
    }

    fn of(lines: &[(usize, String)]) -> Self {
        let mut doc = Doc {
            text: String::new(),
            sentences: Vec::new(),
            lines: Vec::new(),
        };
        let (mut begin, mut in_code) = (0, false);
        for (number, line) in lines {
            let bare = line.trim();
            let is_fence = bare.starts_with("```");
            in_code ^= is_fence;
            let is_item = is_list_item(bare);
            let is_heading = bare.starts_with('#');
            if bare.is_empty() || is_fence || in_code || is_item || is_heading {
                doc.end_paragraph(&mut begin);
            }
            let is_link = bare.starts_with("http") && !bare.contains(' ');
            if bare.is_empty() || is_fence || in_code || is_heading || is_link {
                continue;
            }
            if !doc.text.is_empty() {
                doc.text.push(' ');
                begin = begin.min(doc.text.len());
            }
            if begin + 1 == doc.text.len() && doc.text.ends_with(' ') {
                begin += 1;
            }
            doc.lines.push((doc.text.len(), *number));
            doc.text += &normal(&without_lists(bare));
        }
        doc.end_paragraph(&mut begin);
        doc
    }

    fn end_paragraph(&mut self, begin: &mut usize) {
        let paragraph = &self.text[*begin..];
        self.sentences.extend(sentences(paragraph, *begin));
        *begin = self.text.len();
    }
}

/// The doc comments of all that is public: items, fields and methods with `pub`, and
/// what belongs to a public trait or enum.
pub(super) fn public_docs(source: &str) -> Vec<Doc> {
    let pieces = pieces(source);
    let mut docs = Vec::new();
    let mut doc: Vec<(usize, String)> = Vec::new();
    // Whether all inside of each open bracket is public; and what came since.
    let (mut inside, mut header): (Vec<bool>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match (piece.sort, piece.text) {
            (Sort::Comment, _) => {}
            (Sort::Doc, text) => {
                let lines = without_marks(text);
                let lines = lines.lines().enumerate();
                doc.extend(lines.map(|(n, line)| (piece.line + n, line.to_owned())));
            }
            (Sort::Other, "#") => at = behind_attribute(&pieces, at),
            (_, text) => {
                if !doc.is_empty() {
                    let lines = std::mem::take(&mut doc);
                    if is_public(&pieces[at..], inside.last().copied()) {
                        docs.push(Doc::of(&lines));
                    }
                }
                match text {
                    "{" => {
                        let all = header.contains(&"pub") || inside.last() == Some(&true);
                        let members = ["trait", "enum"].iter().any(|word| header.contains(word));
                        let fields = !header.contains(&"fn") && inside.last() == Some(&true);
                        inside.push(all && members || fields);
                        header.clear();
                    }
                    "}" => {
                        inside.pop();
                        header.clear();
                    }
                    ";" | "," => header.clear(),
                    word => header.push(word),
                }
            }
        }
        at += 1;
    }
    docs
}

fn is_public(item: &[Piece<'_>], inside: Option<bool>) -> bool {
    let text = |at: usize| item.get(at).map(|piece| piece.text);
    match text(0) {
        Some("pub") => text(1) != Some("("),
        _ => inside == Some(true),
    }
}

/// The last piece of the attribute that begins at `at`.
fn behind_attribute(pieces: &[Piece<'_>], at: usize) -> usize {
    let mut depth = 0;
    for (index, piece) in pieces.iter().enumerate().skip(at + 1) {
        match piece.text {
            "[" => depth += 1,
            "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && piece.text != "!" {
            return index;
        }
    }
    pieces.len()
}

/// What a comment says, without `//`, `///`, `//!`, `/*` and `*/`.
fn without_marks(comment: &str) -> String {
    if let Some(block) = comment.strip_prefix("/*") {
        let block = block.trim_start_matches(['*', '!']);
        let block = block.strip_suffix("*/").unwrap_or(block);
        let lines = block
            .lines()
            .map(|line| line.trim_start().trim_start_matches("* "));
        return lines.collect::<Vec<_>>().join("\n");
    }
    comment
        .trim_start_matches('/')
        .trim_start_matches('!')
        .to_owned()
}

/// Without the mark of an item of a list, at the beginning of each line.
fn without_lists(text: &str) -> String {
    let bare = |line: &str| -> String {
        let line = line.trim();
        match is_list_item(line) {
            true => line.split_once(' ').map_or("", |(_, rest)| rest).to_owned(),
            false => line.to_owned(),
        }
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// `- one`, `* one`, `1. one`
fn is_list_item(line: &str) -> bool {
    let Some((mark, _)) = line.split_once(' ') else {
        return false;
    };
    let number = mark.strip_suffix('.').unwrap_or_default();
    matches!(mark, "-" | "*") || !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, want: &[(usize, &str)]) {
        let docs = public_docs(source);
        let said: Vec<(usize, &str)> = docs
            .iter()
            .flat_map(|doc| doc.sentences.iter().map(move |sentence| (doc, sentence)))
            .map(|(doc, sentence)| (doc.line_of(sentence), &doc.text[sentence.from..sentence.to]))
            .collect();
        assert_eq!(said, want);
    }

    #[test]
    fn only_what_is_public_promises_something() {
        check(
            "/// One. Two\n/// lines.\n#[must_use]\npub fn a() {}\n",
            &[(1, "One."), (1, "Two lines.")],
        );
        check("/// One.\nfn a() {}\n/// Two.\npub(crate) fn b() {}\n", &[]);
        check(
            "/// S.\npub struct S {\n    /// F.\n    pub f: u8,\n    /// G.\n    g: u8,\n}\n",
            &[(1, "S."), (3, "F.")],
        );
        let of_a_trait = "/// T.\npub trait T {\n    /// M.\n    fn m(&self) { let x = 1; }\n    /// N.\n    fn n(&self);\n}\n";
        check(of_a_trait, &[(1, "T."), (3, "M."), (5, "N.")]);
        let of_an_enum = "/// E.\n#[derive(Debug, Clone)]\npub enum E {\n    /// A.\n    A,\n    /// B.\n    B {\n        /// C.\n        c: u8,\n    },\n}\n";
        check(of_an_enum, &[(1, "E."), (4, "A."), (6, "B."), (8, "C.")]);
        check(
            "impl S {\n    /// M.\n    pub fn m() {}\n    /// P.\n    fn p() {}\n}\n",
            &[(2, "M.")],
        );
        check("enum E {\n    /// A.\n    A,\n}\n", &[]);
        check(
            "/// C.\npub const C: [u8; 2] = [1, 2];\n/// N.\nconst N: u8 = 1;\n",
            &[(1, "C.")],
        );
    }

    #[test]
    fn headings_code_and_links_promise_nothing_and_lists_item_by_item() {
        let doc = "/// It returns:\n///\n/// - one, and\n///   more\n/// - two\n///\n/// # Errors\n///\n/// Never.\n\
            ///\n/// ```\n/// Code. More.\n/// ```\n///\n/// https://docs.rs/tokio\npub fn a() {}\n";
        let want = [
            (1, "It returns:"),
            (3, "one, and more"),
            (5, "two"),
            (9, "Never."),
        ];
        check(doc, &want);
    }

    #[test]
    fn comments_say_what_goes_on_in_the_next_line() {
        let source =
            "// The scene\n// - goes on.\n\n// Another.\nfn a() {} // beside\n/* A\n * block. */\n";
        let comments = Comments::of(source);
        for words in ["The scene goes on.", "Another.", "beside", "A block."] {
            assert!(comments.say(words), "{words}: {:?}", comments.0);
        }
        for words in ["goes on. Another.", "fn a", ""] {
            assert!(!comments.say(words), "{words}");
        }
    }
}
