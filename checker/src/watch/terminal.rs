//! The terminal itself: raw while we draw, and as it was in the end, whatever
//! that end is.

use crate::process::stop_with_children;
use crate::watch::screen::{Screen, TO_MAIN};
use crate::watch::watch_event::Size;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// What the engine needs of a terminal.
pub(super) trait Tty {
    /// Its size now.
    fn size(&self) -> Size;
    /// Write a frame, after which this screen is in use.
    fn write(&mut self, bytes: &str, screen: Screen) -> io::Result<()>;
    /// Hand the terminal back, stop, and take it again when continued.
    fn suspend(&mut self) -> io::Result<()>;
    /// Take the terminal again after others used it.
    fn retake(&mut self) -> io::Result<()>;
}

/// The terminal, in raw mode. Restored when this is dropped, when this thread
/// panics, and before that by [`Tty::suspend`].
pub(super) struct Terminal {
    _private: (),
}

/// What has to be undone.
struct Taken {
    thread: ThreadId,
    screen: Screen,
    #[cfg(unix)]
    modes: rustix::termios::Termios,
}

/// Where a panic finds it.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

impl Terminal {
    /// Take the terminal: keys come one by one and are not shown, and every byte
    /// that is written is ours.
    pub(super) fn take() -> io::Result<Self> {
        let taken = Taken {
            thread: thread::current().id(),
            screen: Screen::Main,
            #[cfg(unix)]
            modes: rustix::termios::tcgetattr(io::stdin())?,
        };
        make_raw(&taken)?;
        *taken_lock() = Some(taken);
        restore_on_panic();
        forget_what_was_typed();
        Ok(Self { _private: () })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
        *taken_lock() = None;
    }
}

impl Tty for Terminal {
    fn size(&self) -> Size {
        size()
    }

    fn write(&mut self, bytes: &str, screen: Screen) -> io::Result<()> {
        if let Some(taken) = taken_lock().as_mut() {
            taken.screen = screen;
        }
        let mut out = io::stdout().lock();
        out.write_all(bytes.as_bytes())?;
        out.flush()
    }

    fn suspend(&mut self) -> io::Result<()> {
        restore();
        // The whole group, as the terminal does it: `cargo run` waits for us and
        // has to stop as well before the shell is back. What is judged has groups
        // of its own, and stops and goes on with us.
        #[cfg(unix)]
        stop_with_children(|| {
            rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
        })?;
        self.retake()
    }

    fn retake(&mut self) -> io::Result<()> {
        match taken_lock().as_ref() {
            Some(taken) => make_raw(taken),
            None => Ok(()),
        }
    }
}

/// The terminal's size; a usual one where it does not say.
pub(super) fn size() -> Size {
    let size = console::Term::stdout().size_checked();
    let (rows, columns) = size
        .filter(|(rows, columns)| *rows > 0 && *columns > 0)
        .unwrap_or((24, 80));
    Size {
        columns: columns.into(),
        rows: rows.into(),
    }
}

/// Why `watch` cannot work here, if it cannot.
pub(super) fn trouble() -> Option<&'static str> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Some("watch needs a terminal; use `workbook check` or `workbook run` without one");
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Some(
            "watch needs a terminal that can move its cursor, and TERM is `dumb`; \
             use `workbook check` or `workbook run`",
        );
    }
    None
}

#[cfg(unix)]
fn make_raw(taken: &Taken) -> io::Result<()> {
    let mut modes = taken.modes.clone();
    modes.make_raw();
    rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &modes)?;
    Ok(())
}

/// The console reads single keys there without being asked to.
#[cfg(not(unix))]
fn make_raw(_taken: &Taken) -> io::Result<()> {
    Ok(())
}

/// Before there was anything to see, a key meant nothing: an `x` from then must not
/// ask to reset a file now.
fn forget_what_was_typed() {
    #[cfg(unix)]
    {
        use rustix::termios::{QueueSelector, tcflush};
        // At worst such a key counts.
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
    }
}

/// As it was. A terminal that is gone cannot be helped.
fn restore() {
    let mut guard = taken_lock();
    let Some(taken) = guard.as_mut() else {
        return;
    };
    let mut out = io::stdout().lock();
    if std::mem::take(&mut taken.screen) == Screen::Alternate {
        let _ = out.write_all(TO_MAIN.as_bytes());
    }
    let _ = out.write_all(b"\x1b[?2026l\x1b[0m\x1b[?25h");
    let _ = out.flush();
    #[cfg(unix)]
    {
        use rustix::termios::{OptionalActions, tcsetattr};
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &taken.modes);
    }
}

/// A panic's message is to be read on a usual screen.
fn restore_on_panic() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let owner = taken_lock().as_ref().map(|taken| taken.thread);
        match owner {
            None => usual(panic),
            Some(owner) if owner == thread::current().id() => {
                restore();
                usual(panic);
            }
            // Other threads hand their panic to the loop, which shows it.
            Some(_) => {}
        }
    }));
}

fn taken_lock() -> MutexGuard<'static, Option<Taken>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}
