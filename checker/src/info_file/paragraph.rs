//! Text for people, as an author wrote it, to text that fits any screen.

/// A line of at least so many characters was ended because it was long.
const LONG: usize = 60;

/// `text` with each paragraph on one line, to be broken where a screen ends.
///
/// What stands on a line of its own for a reason stays there: short lines, code
/// (indented or fenced), lists and links.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    let mut goes_on = false;
    for line in text.trim().lines().map(str::trim_end) {
        let fence = line.starts_with("```");
        let prose = !fenced && !fence && begins_prose(line);
        if !out.is_empty() {
            out.push(if goes_on && prose && !begins_item(line) {
                ' '
            } else {
                '\n'
            });
        }
        out.push_str(line);
        fenced ^= fence;
        goes_on = (prose || begins_item(line)) && !fenced && line.chars().count() >= LONG;
    }
    out
}

fn begins_prose(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(char::is_whitespace) && !line.starts_with("http")
}

fn begins_item(line: &str) -> bool {
    let (first, _) = line.split_once(' ').unwrap_or((line, ""));
    let number = first.trim_end_matches(['.', ')']);
    matches!(first, "-" | "*" | "+" | ">" | "|")
        || number.len() < first.len() && number.parse::<u32>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_LINE: &str = "This line is as long as a line of prose in an info file may be,";

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(joined(text), want);
    }

    #[test]
    fn a_paragraph_becomes_one_line() {
        check(
            &format!("\n{LONG_LINE}\n{LONG_LINE}\nand ends.\n\nThe next.\n"),
            &format!("{LONG_LINE} {LONG_LINE} and ends.\n\nThe next."),
        );
    }

    #[test]
    fn what_has_a_line_of_its_own_keeps_it() {
        for line in [
            "    let code = 1;",
            "https://doc.rust-lang.org",
            "- an item",
            "2. an item",
            "```",
        ] {
            let text = format!("{LONG_LINE}\n{line}");
            check(&text, &text);
        }
        check("short\nlines", "short\nlines");
        let fenced = format!("```rust\n{LONG_LINE}\n{LONG_LINE}\n```\nafter");
        check(&fenced, &fenced);
    }

    #[test]
    fn an_item_may_be_a_paragraph() {
        check(
            &format!("- {LONG_LINE}\ngoes on"),
            &format!("- {LONG_LINE} goes on"),
        );
    }
}
