//! Text from a learner's program, made harmless for a terminal.
//!
//! Whatever a program prints, showing it must not move the cursor, set a
//! title, hide a line or change the direction of the text.

use std::fmt::Write as _;

/// Back to no colour.
const RESET: &str = "\u{1b}[0m";

/// The text with every control character spelled out, except line ends; tabs
/// become blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    make_inert(text, |_| None)
}

/// The same, but colours stay: for what rustc rendered.
#[must_use]
pub fn colored(text: &str) -> String {
    let inert = make_inert(text, color_sequence);
    match inert.rfind('\u{1b}') {
        // A colour must not run into what follows.
        Some(last) if !inert[last..].starts_with(RESET) => inert + RESET,
        Some(_) | None => inert,
    }
}

/// The same, but colours go: for places that are no terminal. Only colours are
/// taken away, because an escape sequence that does not end would take the rest
/// of the text with it.
#[must_use]
pub(crate) fn colorless(text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, escape) = rest.split_at(at);
        without.push_str(before);
        let length = color_sequence(escape).unwrap_or(0);
        if length == 0 {
            without.push('\u{1b}');
        }
        rest = &escape[length.max(1)..];
    }
    without.push_str(rest);
    plain(&without)
}

/// The text without lines that a workflow would take for commands, such as
/// `::add-mask::x` and `##[group]`: they get a bar before them, or a blank within.
/// What leads the eye to the start of a line leads a workflow there, too.
#[must_use]
pub fn no_commands(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in text.split_inclusive(ends_line) {
        let start = line.len() - line.trim_start().len();
        let (blanks, rest) = line.split_at(start);
        safe.push_str(blanks);
        if is_command(rest) {
            safe.push_str("| ");
        }
        safe.push_str(&no_brackets(rest, " ["));
    }
    safe
}

/// `text` with what stands for a bracket in the place of those that begin a
/// command anywhere in a line: `##[error]`, `##vso[task.complete]`.
pub(crate) fn no_brackets(text: &str, bracket: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut parts = text.split("##");
    safe.push_str(parts.next().unwrap_or_default());
    for part in parts {
        safe.push_str("##");
        let name = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        let (before, after) = part.split_at(part.len() - name.len());
        safe.push_str(before);
        match after.strip_prefix('[') {
            Some(after) => {
                safe.push_str(bracket);
                safe.push_str(after);
            }
            None => safe.push_str(after),
        }
    }
    safe
}

/// Whether a line that begins like this is a command: `::name::`, `::name a=b::`.
pub(crate) fn is_command(line: &str) -> bool {
    let rest = line.strip_prefix("::");
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains("::")
    })
}

/// Where somebody could see the start of a new line.
fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// `keep` says how many bytes at an escape character may stay as they are.
fn make_inert(text: &str, keep: fn(&str) -> Option<usize>) -> String {
    let mut inert = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '\n' => inert.push('\n'),
            '\t' => inert.push_str("    "),
            '\r' if rest[1..].starts_with('\n') => {}
            '\u{1b}' if let Some(length) = keep(rest) => {
                inert.push_str(&rest[..length]);
                taken = length;
            }
            _ if c.is_control() || is_invisible(c) => spell_out(c, &mut inert),
            _ => inert.push(c),
        }
        rest = &rest[taken..];
    }
    inert
}

/// `\u{1b}`, as in a Rust string.
fn spell_out(c: char, text: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "{}", c.escape_unicode());
}

/// Characters that reorder or break text without being control characters.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// The length of `ESC [ 1 ; 31 m` at the start of `text`.
fn color_sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\u{1b}[")?;
    let end = body.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    body[end..].starts_with('m').then_some(2 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want_plain: &str, want_colored: &str) {
        assert_eq!(plain(text), want_plain);
        assert_eq!(colored(text), want_colored);
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        check("größer\r\n→ 7", "größer\n→ 7", "größer\n→ 7");
    }

    #[test]
    fn a_screen_is_not_cleared_and_a_title_not_set() {
        check("\u{1b}[2J", "\\u{1b}[2J", "\\u{1b}[2J");
        check("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}", "\\u{1b}]0;x\\u{7}");
        check("\u{9b}2J", "\\u{9b}2J", "\\u{9b}2J");
    }

    #[test]
    fn a_line_is_not_written_over() {
        check("FAIL\rPASS", "FAIL\\u{d}PASS", "FAIL\\u{d}PASS");
        check("a\u{8}b", "a\\u{8}b", "a\\u{8}b");
    }

    #[test]
    fn text_is_not_turned_around() {
        check("\u{202e}abc", "\\u{202e}abc", "\\u{202e}abc");
    }

    #[test]
    fn colours_stay_only_where_they_are_wanted_and_end_with_the_text() {
        check(
            "\u{1b}[1;31mred",
            "\\u{1b}[1;31mred",
            "\u{1b}[1;31mred\u{1b}[0m",
        );
    }

    #[test]
    fn no_line_is_a_command() {
        let table = [
            ("::add-mask::x\n", "| ::add-mask::x\n"),
            ("a\n \t::error file=a::x", "a\n \t| ::error file=a::x"),
            ("a\r::stop-commands::x", "a\r| ::stop-commands::x"),
            (
                "\u{c}::a::\u{2028}\u{a0}::b::",
                "\u{c}| ::a::\u{2028}\u{a0}| ::b::",
            ),
            ("x ##[error]y", "x ## [error]y"),
            ("##vso[a]###[b]", "##vso [a]### [b]"),
            // What people write is left as it is.
            ("  ::: src/main.rs:3:5", "  ::: src/main.rs:3:5"),
            (
                "let x = std::mem::take(y); // ## x[0]",
                "let x = std::mem::take(y); // ## x[0]",
            ),
            ("::before", "::before"),
        ];
        for (text, want) in table {
            assert_eq!(no_commands(text), want);
        }
    }

    #[test]
    fn without_colours_nothing_else_is_lost() {
        assert_eq!(colorless("\u{1b}[1;31mred\u{1b}[0m\n"), "red\n");
        assert_eq!(colorless("a\u{1b}]0;b\nc"), "a\\u{1b}]0;b\nc");
        assert_eq!(colorless("\u{1b}\u{1b}[0m[31mx"), "\\u{1b}[31mx");
    }

    #[test]
    fn half_a_colour_at_the_end_is_no_colour() {
        check("\u{1b}[3", "\\u{1b}[3", "\\u{1b}[3");
        check("\u{1b}", "\\u{1b}", "\\u{1b}");
    }
}
