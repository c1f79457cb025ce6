//! A text in Markdown for a terminal: headings, code, lists, quotations, tables and
//! links. Other forms, such as HTML, are shown as they are written.

mod code;
mod inline;
mod table;

use crate::reporter::inert::plain;
use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::page::Page;
use crate::reporter::wrap::wrap;
use console::measure_text_width;
use inline::Inline;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use table::Table;

/// Code stands apart by so much.
const CODE_MARGIN: &str = "    ";

/// `text` for reading.
#[must_use]
pub fn markdown(text: &str, look: &Look) -> String {
    let text = plain(text);
    let mut writer = Writer::new(look);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    writer.flush();
    writer.page.into_text()
}

struct Writer {
    page: Page,
    /// What has been read of the block that is being read.
    inline: Inline,
    /// What stands before each line, from the outside inwards.
    margins: Vec<String>,
    /// What stands there instead before the next line: the mark of a list item.
    mark: Option<String>,
    /// The next number of each list that is open; `None` for one with dots.
    lists: Vec<Option<u64>>,
    code: Option<(String, String)>,
    table: Option<Table>,
}

impl Writer {
    fn new(look: &Look) -> Self {
        Self {
            page: Page::new(look),
            inline: Inline::new(look),
            margins: Vec::new(),
            mark: None,
            lists: Vec::new(),
            code: None,
            table: None,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.inline.text(&text),
            },
            Event::Code(code) => self.inline.code(&code),
            Event::Html(text) | Event::InlineHtml(text) => self.inline.text(text.trim_end()),
            Event::SoftBreak => self.inline.text(" "),
            Event::HardBreak => self.inline.text("\n"),
            Event::Rule => {
                self.page.gap();
                let line = self.page.look.pick("─", "-").repeat(20);
                self.page.line(&self.page.look.paint(Ink::Faint, &line));
                self.page.gap();
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline.text(&text);
            }
            Event::TaskListMarker(done) => self.inline.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "forms that we did not ask for do not come"
    )]
    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.inline.start_heading();
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.margins.push("> ".to_owned());
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.gap();
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.gap();
                }
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::Table(_) => self.table = Some(Table::default()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.start_row();
                }
            }
            Tag::TableCell => self.inline.start_cell(),
            Tag::Emphasis => self.inline.start_stress(),
            Tag::Strong => self.inline.start_strong(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.inline.start_link(&dest_url);
            }
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "forms that we did not ask for do not come"
    )]
    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.inline.end_heading();
                self.gap();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.margins.pop();
                self.gap();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => {
                self.flush();
                self.margins.pop();
                self.mark = None;
            }
            TagEnd::TableCell => {
                let cell = self.inline.end_cell();
                if let Some(table) = &mut self.table {
                    table.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.page.gap();
                    table.write(&mut self.page);
                    self.page.gap();
                }
            }
            TagEnd::Emphasis => self.inline.end_stress(),
            TagEnd::Strong => self.inline.end_strong(),
            TagEnd::Link | TagEnd::Image => self.inline.end_link(),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        let look = self.page.look;
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            Some(None) | None => format!("{} ", look.pick("•", "-")),
        };
        self.margins.push(" ".repeat(measure_text_width(&mark)));
        self.mark = Some(mark);
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else {
            return;
        };
        let margin = self.margins.concat();
        for line in code::lines(&language, &text, &self.page.look) {
            self.page.line(&format!("{margin}{CODE_MARGIN}{line}"));
        }
        self.gap();
    }

    /// Write the block that was read, broken to the width.
    fn flush(&mut self) {
        let text = self.inline.take();
        if text.trim().is_empty() {
            return;
        }
        let margin = self.margins.concat();
        let room = self.page.look.prose();
        let room = room.saturating_sub(measure_text_width(&margin)).max(16);
        for line in wrap(&text, room) {
            let outer = &self.margins[..self.margins.len().saturating_sub(1)];
            let front = match self.mark.take() {
                Some(mark) => outer.concat() + &mark,
                None => margin.clone(),
            };
            self.page.line(&format!("{front}{line}"));
        }
    }

    /// An empty line, but none between a mark and its text.
    fn gap(&mut self) {
        if self.mark.is_none() {
            self.page.gap();
        }
    }
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
            "- first `one`\n  goes on\n- see [02](02_join.rs)\n\n7. numbered\n8. on\n",
            "- first `one` goes on\n- see 02\n\n7. numbered\n8. on\n\n",
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

    #[test]
    fn lists_lie_in_each_other_and_hold_paragraphs() {
        check(
            "- one\n  - two\n    - three\n- four\n\n  more of four\n",
            "- one\n  - two\n    - three\n- four\n\n  more of four\n\n",
        );
    }

    #[test]
    fn quotations_keep_their_mark_on_each_line() {
        let words = "word ".repeat(30);
        let shown = markdown(&format!("> {words}"), &Look::plain());
        assert!(shown.lines().count() > 1, "{shown}");
        let marked = |line: &str| line.is_empty() || line.starts_with("> ");
        assert!(shown.lines().all(marked), "{shown}");
    }

    #[test]
    fn a_heading_is_strong_to_its_end_and_has_no_address() {
        let look = Look {
            colors: true,
            ..Look::plain()
        };
        let shown = markdown("## The [poll](https://x.org)\n", &look);
        let want = "\u{1b}[1mThe\u{1b}[0m \u{1b}[1mpoll\u{1b}[0m\n\n";
        assert_eq!(shown, want);
    }
}
