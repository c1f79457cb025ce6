//! Ctrl-C and SIGTERM while something is judged: children are ended first.
//! Ctrl-Z: they stop, and go on, with us.

use crate::exit::Failure;
use crate::process::{Cancel, stop_with_children};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// Listens from its making to the end of the process. Made after dependencies
/// are built: until then a signal ends cargo and us, as it does by itself.
pub(super) struct Interrupt {
    /// Cancelled by the first signal.
    pub(super) cancel: Cancel,
    /// 0 while there was none.
    signal: Arc<AtomicI32>,
}

impl Interrupt {
    pub(super) fn listen() -> io::Result<Self> {
        let interrupt = Self {
            cancel: Cancel::default(),
            signal: Arc::new(AtomicI32::new(0)),
        };
        listen(interrupt.cancel.clone(), Arc::clone(&interrupt.signal))?;
        Ok(interrupt)
    }

    /// Why the command has to end, if it has to.
    pub(super) fn failure(&self) -> Option<Failure> {
        match self.signal.load(Ordering::SeqCst) {
            0 => None,
            signal_hook::consts::SIGINT => Some(Failure::Interrupted),
            _ => Some(Failure::Terminated),
        }
    }

    /// `Ok` while nobody asked to stop. What failed after somebody did failed
    /// because of it.
    pub(super) fn check<T>(&self, outcome: anyhow::Result<T>) -> anyhow::Result<T> {
        match self.failure() {
            Some(failure) => Err(failure.into()),
            None => outcome,
        }
    }
}

/// The first signal asks, the second one ends the process as if nobody listened.
#[cfg(unix)]
fn listen(cancel: Cancel, seen: Arc<AtomicI32>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGTSTP])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                if signal == SIGTSTP {
                    if somebody_continues_us() {
                        let _ = stop_with_children(|| emulate_default_handler(signal));
                    }
                    continue;
                }
                if seen.swap(signal, Ordering::SeqCst) != 0 {
                    // If that fails, the run still ends at its deadline.
                    let _ = emulate_default_handler(signal);
                }
                cancel.cancel();
            }
        })?;
    Ok(())
}

/// A process that leads its session has no shell that would.
#[cfg(unix)]
fn somebody_continues_us() -> bool {
    use rustix::process::{getpid, getsid};
    getsid(None).is_ok_and(|leader| leader != getpid())
}

/// Elsewhere the system ends the whole group of processes.
#[cfg(not(unix))]
fn listen(_cancel: Cancel, _seen: Arc<AtomicI32>) -> io::Result<()> {
    Ok(())
}
