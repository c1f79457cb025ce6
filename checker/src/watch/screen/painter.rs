//! From frames to the bytes that turn the last one into the next one.
//!
//! One write for each frame, and only of what changed, so nothing flickers.

use super::Frame;
use std::fmt::Write;

/// Knows what is on the terminal.
#[derive(Debug, Default)]
pub(in crate::watch) struct Painter {
    /// The rows of the page, as they are on the terminal.
    rows: Vec<String>,
    /// The block that was added last.
    block: Vec<String>,
    /// The lines below it.
    footer: Vec<String>,
    screen: Screen,
    /// Draw everything, whatever is there.
    stale: bool,
    /// The next block is the last one, wrapped to another width.
    rewrapped: bool,
}

/// Which of a terminal's two screens is in use.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in crate::watch) enum Screen {
    /// The one with the history.
    #[default]
    Main,
    /// The other one.
    Alternate,
}

const TO_ALTERNATE: &str = "\x1b[?1049h";
pub(in crate::watch) const TO_MAIN: &str = "\x1b[?1049l";
const CLEAR: &str = "\x1b[0m\x1b[H\x1b[2J";
const BEGIN: &str = "\x1b[?2026h\x1b[?25l";
const END: &str = "\x1b[?2026l";

impl Painter {
    /// The bytes to write for this frame; empty if nothing changed.
    pub(in crate::watch) fn paint(&mut self, frame: Frame) -> String {
        let mut out = String::new();
        match frame {
            Frame::Page(rows) => self.page(rows, &mut out),
            Frame::Log { block, footer } => self.log(block, footer, &mut out),
        }
        self.stale = false;
        if out.is_empty() {
            out
        } else {
            format!("{BEGIN}{out}{END}")
        }
    }

    /// The terminal changed its size or was used by others.
    pub(in crate::watch) fn redraw(&mut self) {
        self.stale = true;
        self.rewrapped = true;
    }

    /// Which screen is in use after what was painted.
    pub(in crate::watch) fn screen(&self) -> Screen {
        self.screen
    }

    /// Hand the terminal back, with the cursor on an empty line.
    pub(in crate::watch) fn leave(&mut self) -> String {
        let mut out = String::new();
        if self.screen == Screen::Alternate {
            // Some terminals bring remains along when their size has changed.
            out += CLEAR;
            out += TO_MAIN;
            self.screen = Screen::Main;
        }
        self.erase_footer(&mut out);
        self.rows.clear();
        out + "\x1b[0m\x1b[?25h"
    }

    fn page(&mut self, rows: Vec<String>, out: &mut String) {
        if self.screen == Screen::Main {
            *out += TO_ALTERNATE;
            self.screen = Screen::Alternate;
            self.stale = true;
        }
        if self.stale {
            *out += CLEAR;
            self.rows.clear();
        }
        for (index, row) in rows.iter().enumerate() {
            if self.rows.get(index).map_or("", String::as_str) != row {
                let _ = write!(out, "\x1b[{};1H{row}\x1b[0m\x1b[K", index + 1);
            }
        }
        self.rows = rows;
    }

    fn log(&mut self, block: Vec<String>, footer: Vec<String>, out: &mut String) {
        if self.screen == Screen::Alternate {
            *out += TO_MAIN;
            self.screen = Screen::Main;
        }
        if std::mem::take(&mut self.rewrapped) && !self.block.is_empty() && !block.is_empty() {
            self.block.clone_from(&block);
        }
        let added = self.added(&block);
        if added.is_empty() && footer == self.footer && !self.stale {
            self.block = block;
            return;
        }
        self.erase_footer(out);
        for line in added {
            let _ = write!(out, "{line}\x1b[0m\r\n");
        }
        *out += &footer.join("\x1b[0m\r\n");
        *out += "\x1b[0m";
        self.block = block;
        self.footer = footer;
    }

    /// What has to be added below what is there.
    fn added(&self, block: &[String]) -> Vec<String> {
        match block.strip_prefix(&self.block[..]) {
            Some(rest) if !self.block.is_empty() => rest.to_vec(),
            _ if block.is_empty() => Vec::new(),
            _ => [&[String::new()], block].concat(),
        }
    }

    fn erase_footer(&mut self, out: &mut String) {
        let up = self.footer.len().saturating_sub(1);
        if !self.footer.is_empty() {
            *out += "\r";
            if up > 0 {
                let _ = write!(out, "\x1b[{up}A");
            }
            *out += "\x1b[J";
        }
        self.footer.clear();
    }
}
