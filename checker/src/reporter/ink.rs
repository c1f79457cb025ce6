//! Colours, by what they mean.

use crate::reporter::look::Look;
use crate::timeline;
use console::Style;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Nothing special.
    Plain,
    /// It passed.
    Pass,
    /// It did not.
    Fail,
    /// Worth a look.
    Warn,
    /// A name or a heading.
    Strong,
    /// Less important than what is beside it.
    Faint,
    /// Something to type or to open.
    Code,
    /// Uses a processor.
    Computing,
    /// Holds a thread up.
    Blocking,
}

impl Look {
    /// `text` in the colours of `ink`, where there are colours.
    #[must_use]
    pub fn paint(&self, ink: Ink, text: &str) -> String {
        if !self.colors || text.is_empty() {
            return text.to_owned();
        }
        let style = Style::new().force_styling(true);
        let style = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Pass => style.green().bold(),
            Ink::Fail => style.red().bold(),
            Ink::Warn => style.yellow(),
            Ink::Strong => style.bold(),
            Ink::Faint => style.dim(),
            Ink::Code => style.cyan(),
            Ink::Computing => style.blue().bold(),
            Ink::Blocking => style.magenta(),
        };
        style.apply_to(text).to_string()
    }

    /// A line of a timeline.
    #[must_use]
    pub fn paint_line(&self, line: &timeline::Line) -> String {
        if !self.colors {
            return line.plain();
        }
        let painted = line.pieces.iter().map(|piece| {
            let ink = match piece.style {
                timeline::Style::Blank => Ink::Plain,
                timeline::Style::Label | timeline::Style::Summary => Ink::Strong,
                timeline::Style::Finished => Ink::Code,
                timeline::Style::Computing => Ink::Computing,
                timeline::Style::Blocking => Ink::Blocking,
                timeline::Style::Locking | timeline::Style::Cancelled | timeline::Style::Open => {
                    Ink::Warn
                }
                timeline::Style::Panicked => Ink::Fail,
                timeline::Style::Lane | timeline::Style::Axis => Ink::Faint,
            };
            self.paint(ink, &piece.text)
        });
        painted.collect()
    }
}
