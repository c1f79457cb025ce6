//! The words that are refused wherever they stand, and why.

use super::tokens::Token;
use super::{Found, Tier};

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It reads while it is compiled.
    Reads,
    /// It gives up what the compiler promises.
    Unsafe,
    /// It speaks to the linker, or is spoken to by it.
    Linker,
    /// It changes how the file is compiled.
    Compiler,
    /// It reaches into the test.
    Test,
    /// It is not to be read by people, nor by compilers.
    Size,
    /// A known hole in the compiler has this shape.
    Hole,
    /// It belongs to the inside of a crate that the course uses.
    Inside,
}

impl Why {
    /// What it means, and what to do instead.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Why::Reads => (
                "an answer is one file, judged by itself: while it is compiled it may read no other \
                 file and no variable of the environment",
                "what it needs is in the exercise already, or comes in as an argument",
            ),
            Why::Unsafe => (
                "an answer has to be safe Rust: without the compiler's promises nothing proves that \
                 it is right",
                "every exercise can be solved with what the standard library and its crates offer \
                 safely; a hint says where",
            ),
            Why::Linker => (
                "it replaces or calls code past the compiler, so nothing proves any more which code \
                 has run",
                "every exercise can be solved without it; where the word is a name of yours, choose \
                 another one",
            ),
            Why::Compiler => (
                "it changes how the file is compiled, and the same rules hold for all answers",
                "every exercise can be solved without it; take it out",
            ),
            Why::Test => (
                "it is seen outside of the file, where the test is",
                "take it out; what the file itself needs works without it",
            ),
            Why::Size => (
                "nobody wrote this by hand, and compilers have been seen to break on it",
                "look for something that was pasted or generated",
            ),
            Why::Hole => (
                "the compiler is known to accept code of this shape that is not safe",
                "every exercise can be solved with plainer types; a hint says which",
            ),
            Why::Inside => (
                "names like this belong to the inside of other crates: their macros trust what they \
                 mean, and write code with them that the compiler does not check",
                "use what the crate documents; where the name is one of yours, choose another one",
            ),
        }
    }
}

/// Refused wherever they stand: a macro can be given another name or passed on
/// as a word, so it is the word that counts and not the call.
const EVERYWHERE: [(&str, Why); 12] = [
    ("include", Why::Reads),
    ("include_str", Why::Reads),
    ("include_bytes", Why::Reads),
    ("option_env", Why::Reads),
    ("extern", Why::Linker),
    ("asm", Why::Linker),
    ("global_asm", Why::Linker),
    ("naked_asm", Why::Linker),
    ("llvm_asm", Why::Linker),
    ("proc_macro", Why::Compiler),
    ("global_allocator", Why::Linker),
    ("macro_export", Why::Test),
];

/// Refused where a course allows `unsafe`, but not everything.
const PAST_UNSAFE: [&str; 3] = ["transmute", "from_raw_fd", "FromRawFd"];

/// Whether the word that `tokens` begins with is refused.
pub(super) fn refused(tokens: &[Token<'_>], tier: Tier<'_>) -> Option<Found> {
    let (word, rest) = tokens.split_first()?;
    let follows = |at: usize, text: &str| rest.get(at).is_some_and(|token| token.is(text));
    let why = match word.text {
        "unsafe" => return refused_unsafe(word, rest.first(), tier),
        // The module is fine under its own name, and only so: under another one
        // the macro would be hidden.
        "env" if follows(0, "as") || follows(0, "!") && opens(rest.get(1)) => {
            return Some(Found::new("`env!`", Why::Reads, word));
        }
        "mod" if is_elsewhere(rest) => {
            return Some(Found::new("a module in another file", Why::Reads, word));
        }
        // Macros of `futures` write `unsafe` code with what these names mean.
        text if text.starts_with("__") => Why::Inside,
        text if PAST_UNSAFE.contains(&text) && matches!(tier, Tier::B { .. }) => Why::Unsafe,
        text => EVERYWHERE.iter().find(|(known, _)| *known == text)?.1,
    };
    Some(Found::new(format!("`{}`", word.text), why, word))
}

fn refused_unsafe(word: &Token<'_>, next: Option<&Token<'_>>, tier: Tier<'_>) -> Option<Found> {
    let what = match tier {
        Tier::A => "`unsafe`",
        Tier::B { .. } => {
            let is_plain = |token: &Token<'_>| {
                ["{", "fn", "impl", "trait"]
                    .iter()
                    .any(|plain| token.is(plain))
            };
            match next {
                Some(token) if is_plain(token) => return None,
                // Attributes, and what the linker is to find.
                Some(_) | None => "`unsafe` other than for a block, a function or a trait",
            }
        }
    };
    Some(Found::new(what, Why::Unsafe, word))
}

fn opens(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| token.kind == super::Kind::Open)
}

/// Anything but `mod name {`: the name and the `;` of a module in another file
/// may be put in by a macro.
fn is_elsewhere(rest: &[Token<'_>]) -> bool {
    let named = match rest {
        [dollar, rest @ ..] if dollar.is("$") => rest,
        rest => rest,
    };
    !matches!(named, [name, open, ..] if name.kind == super::Kind::Word && open.is("{"))
}
