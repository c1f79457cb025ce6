//! A lesson's README for a terminal: headings, code, lists, tables and links.
//!
//! Not a Markdown parser: lessons are written by us, in a few plain forms, and
//! whatever else comes is shown as it is written.

use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::reporter::wrap::wrap;
use console::measure_text_width;

/// `text` for reading.
#[must_use]
pub fn markdown(text: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    let text = plain(text);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if let Some(fence) = fence(trimmed) {
            page.gap();
            for code in lines
                .by_ref()
                .take_while(|code| !code.trim_start().starts_with(fence))
            {
                page.line(&format!("    {}", look.paint(Ink::Code, code)));
            }
            page.gap();
        } else if trimmed.starts_with('|') {
            let mut rows = vec![trimmed];
            while let Some(row) = lines.next_if(|row| row.trim_start().starts_with('|')) {
                rows.push(row);
            }
            table(&rows, &mut page);
        } else if trimmed.is_empty() {
            page.gap();
        } else if let Some(title) = heading(trimmed) {
            page.gap();
            page.line(&look.paint(Ink::Strong, &inline(title, look, Keep::Words)));
            page.gap();
        } else {
            let mut paragraph = trimmed.to_owned();
            while let Some(next) = lines.next_if(|next| continues(next)) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            block(&paragraph, line.len() - trimmed.len(), &mut page);
        }
    }
    page.into_text()
}

fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    (title.len() < line.len() && title.starts_with(' ')).then(|| title.trim())
}

/// Whether a line goes on with the paragraph before it.
fn continues(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty()
        && !line.starts_with('|')
        && heading(line).is_none()
        && fence(line).is_none()
        && bullet(line).is_none()
}

/// The mark of a list item or a quotation, and its text.
fn bullet(line: &str) -> Option<(&str, &str)> {
    let (mark, rest) = line.split_once(' ')?;
    let number = mark.strip_suffix('.').or(mark.strip_suffix(')'));
    let numbered = number.is_some_and(|digits| digits.parse::<u32>().is_ok());
    (numbered || matches!(mark, "-" | "*" | "+" | ">")).then_some((mark, rest))
}

fn block(text: &str, indent: usize, page: &mut Page) {
    let look = page.look;
    let (mark, text) = match bullet(text) {
        Some(("-" | "*" | "+", text)) => (format!("{} ", look.pick("•", "-")), text),
        Some((mark, text)) => (format!("{mark} "), text),
        None => (String::new(), text),
    };
    let margin = " ".repeat(indent.min(8));
    let hanging = " ".repeat(measure_text_width(&mark));
    let room = look
        .prose()
        .saturating_sub(margin.len() + hanging.len())
        .max(16);
    for (number, line) in wrap(&inline(text, &look, Keep::Links), room)
        .iter()
        .enumerate()
    {
        let front = if number == 0 { &mark } else { &hanging };
        page.line(&format!("{margin}{front}{line}"));
    }
}

/// What becomes of a link's address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// It is shown after the words.
    Links,
    /// Only the words stay.
    Words,
}

/// `code`, **strong**, *stressed* and links within a line.
fn inline(text: &str, look: &Look, keep: Keep) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let (piece, length) = if let Some(code) = between(rest, "`", "`") {
            // As with stars below.
            let shown = match look.colors {
                true => paint_words(code, Ink::Code, look),
                false => format!("`{code}`"),
            };
            (shown, code.len() + 2)
        } else if let Some(strong) = between(rest, "**", "**") {
            (paint_words(strong, Ink::Strong, look), strong.len() + 4)
        } else if let Some(word) = between(rest, "*", "*").filter(|word| word.trim() == *word) {
            // Without colours the stars are the stress.
            let shown = match look.colors {
                true => paint_words(word, Ink::Strong, look),
                false => format!("*{word}*"),
            };
            (shown, word.len() + 2)
        } else if let Some((words, address, length)) = link(rest) {
            let words = inline(words, look, keep);
            let shown = match keep {
                Keep::Links if address.contains("://") => format!("{words} <{address}>"),
                Keep::Links | Keep::Words => words,
            };
            (shown, length)
        } else {
            (rest[..1].to_owned(), 1)
        };
        shown.push_str(&piece);
        rest = &rest[length..];
    }
    shown + rest
}

/// Each word by itself, because the line is broken between words afterwards.
fn paint_words(text: &str, ink: Ink, look: &Look) -> String {
    let words = text.split(' ').map(|word| look.paint(ink, word));
    words.collect::<Vec<_>>().join(" ")
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(open)?;
    let end = rest.find(close)?;
    (end > 0).then(|| &rest[..end])
}

fn link(text: &str) -> Option<(&str, &str, usize)> {
    let words = between(text, "[", "](")?;
    let address = between(&text[words.len() + 2..], "(", ")")?;
    Some((words, address, words.len() + address.len() + 4))
}

/// Columns as wide as their widest cell.
fn table(rows: &[&str], page: &mut Page) {
    let look = page.look;
    let cells: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row.contains(|c: char| !matches!(c, '|' | '-' | ':' | ' ')))
        .map(|row| {
            let row = row.trim().trim_start_matches('|').trim_end_matches('|');
            row.split('|')
                .map(|cell| inline(cell.trim(), &look, Keep::Words))
                .collect()
        })
        .collect();
    page.gap();
    for (number, row) in cells.iter().enumerate() {
        let mut line = String::from(" ");
        for (column, cell) in row.iter().enumerate() {
            let widest = cells.iter().filter_map(|row| row.get(column));
            let widest = widest
                .map(|cell| measure_text_width(cell))
                .max()
                .unwrap_or(0);
            let fill = " ".repeat(widest.saturating_sub(measure_text_width(cell)));
            let cell = if number == 0 {
                look.paint(Ink::Strong, cell)
            } else {
                cell.clone()
            };
            line.push_str(&format!(" {cell}{fill} "));
        }
        page.line(&line);
    }
    page.gap();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(markdown(text, &Look::plain()), want);
    }

    #[test]
    fn paragraphs_are_filled_and_headings_stand_alone() {
        check(
            "# Async\nA *future* is\nlazy; **poll** it.\n\nSee [the book](https://x.org/a_b).\n",
            "Async\n\nA *future* is lazy; poll it.\n\nSee the book <https://x.org/a_b>.\n",
        );
    }

    #[test]
    fn colours_stand_for_stars() {
        let look = Look {
            colors: true,
            ..Look::plain()
        };
        let shown = markdown("A *future* is 2 * 3.", &look);
        assert_eq!(shown, "A \u{1b}[1mfuture\u{1b}[0m is 2 * 3.\n");
    }

    #[test]
    fn code_stays_as_it_is_written() {
        check(
            "Like so:\n```rust\nlet x = [1];\n\n    // **no**\n```\nand on",
            "Like so:\n\n    let x = [1];\n\n        // **no**\n\nand on\n",
        );
    }

    #[test]
    fn lists_hang_and_links_inside_the_course_need_no_address() {
        check(
            "- first `one`\n  goes on\n- see [02](02_join.rs)\n1. numbered\n",
            "- first `one` goes on\n- see 02\n1. numbered\n",
        );
    }

    #[test]
    fn tables_are_lined_up() {
        check(
            "| name | what |\n| --- | --- |\n| `join` | at once |\n| a | b |\n",
            "  name    what\n  `join`  at once\n  a       b\n\n",
        );
    }

    #[test]
    fn what_is_not_closed_is_shown_as_it_is_written() {
        check("a `b and [c] and 2 * 3 ünd", "a `b and [c] and 2 * 3 ünd\n");
    }
}
