//! The terminal of `watch` for another page than its own: keys come in, pages go out.

use crate::watch::keys::Key;
use crate::watch::screen::{Frame, Painter};
use crate::watch::terminal::{Terminal, Tty};
use crate::watch::watch_event::{Signal, WatchEvent};
use crate::watch::{input, signals};
use anyhow::Context;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The terminal, ours until this is dropped.
pub struct Surface {
    tty: Terminal,
    painter: Painter,
    events: Receiver<WatchEvent>,
}

/// What comes from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Its size changed, or others used it: everything has to be drawn again.
    Redraw,
    /// Somebody wants us to end.
    Terminate,
    /// Nothing came in time.
    Nothing,
}

impl Surface {
    /// Take the terminal; it is given back when this is dropped.
    ///
    /// # Errors
    ///
    /// When there is none that can show pages, or the system has no thread left.
    pub fn take() -> anyhow::Result<Self> {
        let (sender, events) = channel();
        signals::listen(sender.clone()).context("cannot listen for signals")?;
        let tty = Terminal::take();
        let tty = tty.context("cannot take the terminal")?;
        input::listen(sender)?;
        Ok(Self {
            tty,
            painter: Painter::default(),
            events,
        })
    }

    /// Columns that can be written to, and rows.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let size = self.tty.size();
        (size.width(), size.rows)
    }

    /// Show these lines, as many as there are rows.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn show(&mut self, mut lines: Vec<String>) -> io::Result<()> {
        let (_, rows) = self.size();
        // What was there before and is no more is drawn over.
        lines.resize(rows, String::new());
        let bytes = self.painter.paint(Frame::Page(lines));
        self.tty.write(&bytes, self.painter.screen())
    }

    /// What comes next, if it comes within this time.
    pub fn next(&mut self, within: Duration) -> Input {
        // Most of what happens to a watch does not happen here.
        match self.events.recv_timeout(within) {
            Ok(WatchEvent::Key(Key::Ctrl('z'))) => match self.tty.suspend() {
                Ok(()) => self.redraw(),
                Err(_) => Input::Terminate,
            },
            Ok(WatchEvent::Key(key)) => Input::Key(key),
            Ok(WatchEvent::Resized(_)) => self.redraw(),
            Ok(WatchEvent::Signal(Signal::Continue)) => match self.tty.retake() {
                Ok(()) => self.redraw(),
                Err(_) => Input::Terminate,
            },
            Ok(WatchEvent::Signal(_) | WatchEvent::InputClosed) => Input::Terminate,
            Ok(_) | Err(RecvTimeoutError::Timeout) => Input::Nothing,
            Err(RecvTimeoutError::Disconnected) => Input::Terminate,
        }
    }

    fn redraw(&mut self) -> Input {
        self.painter.redraw();
        Input::Redraw
    }
}
