//! A picture that grows while the work goes on that it is of.

use crate::reporter::Look;
use crate::timeline;
use report::{End, Message, Spans};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// What was reported so far, and what of it is on the screen.
pub(super) struct Growing {
    look: Look,
    messages: Vec<Message>,
    /// When the last time was reported, and which it was.
    latest: Option<(Instant, Duration)>,
    /// How many lines of the terminal the picture takes now.
    lines: usize,
    /// How many there are; in fewer nothing can be drawn over.
    rows: usize,
}

impl Growing {
    /// Nothing yet, for a terminal with so many rows.
    pub(super) fn new(look: Look, rows: usize) -> Self {
        Self {
            look,
            messages: Vec::new(),
            latest: None,
            lines: 0,
            rows,
        }
    }

    /// Take in what was reported `now`.
    pub(super) fn hear(&mut self, message: Message, now: Instant) {
        if let Message::SpanStarted { at_us, .. } | Message::SpanEnded { at_us, .. } = &message {
            self.latest = Some((now, Duration::from_micros(*at_us)));
        }
        self.messages.push(message);
    }

    /// Draw over what is there, as it is `now`.
    pub(super) fn draw(&mut self, now: Instant, out: &mut dyn Write) -> io::Result<()> {
        let lines = lines(&self.spans(now), &self.look);
        if lines.len() + 1 > self.rows {
            return Ok(());
        }
        // In one step, so that nothing flickers.
        let mut text = String::from("\x1b[?2026h");
        text += &self.erased();
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        text += "\x1b[?2026l";
        self.lines = lines.len();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Take away what was drawn; something final comes in its place.
    pub(super) fn erase(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let text = self.erased();
        self.lines = 0;
        out.write_all(text.as_bytes())
    }

    fn erased(&self) -> String {
        let mut text = String::new();
        if self.lines > 0 {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "\x1b[{}A\r\x1b[J", self.lines);
        }
        text
    }

    /// What is under way lasts until `now`, and looks as if that were its end.
    pub(super) fn spans(&self, now: Instant) -> Spans {
        let mut spans = Spans::from_messages(&self.messages);
        if let Some((heard, latest)) = self.latest {
            let until = latest + now.saturating_duration_since(heard);
            let open = |span: &&mut report::Span| span.how == End::Open;
            for span in spans.spans.iter_mut().filter(open) {
                span.end = until;
                span.how = End::Finished;
            }
        }
        spans
    }
}

/// The picture of `spans`, indented.
pub(super) fn lines(spans: &Spans, look: &Look) -> Vec<String> {
    let lines = timeline::draw(spans, look.width.saturating_sub(2), look.glyphs());
    let painted = lines.iter().map(|line| look.paint_line(line));
    painted.map(|line| format!("  {line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Message = Message::Started;

    fn begins(id: u64, at_us: u64) -> Message {
        Message::SpanStarted {
            id,
            item: format!("page {id}"),
            lane: "main".to_owned(),
            waits: false,
            activity: None,
            at_us,
        }
    }

    fn ends(id: u64, at_us: u64) -> Message {
        let how = End::Finished;
        Message::SpanEnded { id, how, at_us }
    }

    fn drawn(growing: &mut Growing, now: Instant) -> String {
        let mut out = Vec::new();
        growing.draw(now, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_under_way_grows_with_the_time_that_passes() {
        let now = Instant::now();
        let mut growing = Growing::new(Look::plain(), 24);
        growing.hear(START, now);
        growing.hear(begins(1, 0), now);
        growing.hear(ends(1, 20_000), now);
        growing.hear(begins(2, 20_000), now);
        let first = drawn(&mut growing, now + Duration::from_millis(30));
        assert!(first.contains("50 ms"), "{first}");
        assert!(!first.contains("still running"), "{first}");
        let second = drawn(&mut growing, now + Duration::from_millis(60));
        assert!(second.contains("80 ms"), "{second}");
        let before = first.lines().count() - 1;
        assert!(second.contains(&format!("\x1b[{before}A")), "{second:?}");
    }

    #[test]
    fn a_terminal_that_is_too_low_gets_nothing_that_it_would_have_to_scroll() {
        let now = Instant::now();
        let mut growing = Growing::new(Look::plain(), 3);
        growing.hear(begins(1, 0), now);
        growing.hear(ends(1, 20_000), now);
        assert_eq!(drawn(&mut growing, now), "");
    }
}
