//! Signals, as events.

use crate::watch::watch_event::WatchEvent;
use std::sync::mpsc::Sender;

/// Tell `events` about signals from now on.
///
/// # Errors
///
/// When the system refuses a handler, or has no thread left.
#[cfg(unix)]
pub(super) fn listen(events: Sender<WatchEvent>) -> anyhow::Result<()> {
    use crate::process::thread;
    use crate::watch::terminal;
    use crate::watch::watch_event::Signal;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGCONT, SIGWINCH])?;
    thread("signals", move || {
        // Ends when the loop, which holds the other end, is gone.
        for signal in signals.forever() {
            let event = match signal {
                SIGINT => WatchEvent::Signal(Signal::Interrupt),
                SIGCONT => WatchEvent::Signal(Signal::Continue),
                SIGWINCH => WatchEvent::Resized(terminal::size()),
                _ => WatchEvent::Signal(Signal::Terminate),
            };
            if events.send(event).is_err() {
                break;
            }
        }
    })?;
    Ok(())
}

/// Ctrl-C comes as a key; other signals do not exist here.
#[cfg(not(unix))]
pub(super) fn listen(_events: Sender<WatchEvent>) -> anyhow::Result<()> {
    Ok(())
}
