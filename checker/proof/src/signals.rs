//! Signals of the system, sent to the process of the test itself.

/// A signal that asks a program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM: what `kill` sends, a service manager, or a container that is stopped.
    Terminate,
    /// SIGINT: what Ctrl-C sends.
    Interrupt,
}

impl Signal {
    /// Send it to this process. Where the answer does not take care of it, that ends the
    /// process, and the verdict names the signal.
    pub fn raise(self) {
        let signal = match self {
            Signal::Terminate => rustix::process::Signal::TERM,
            Signal::Interrupt => rustix::process::Signal::INT,
        };
        deliver(signal);
    }
}

/// To this thread, which a sealed process may do; not to the process by its number.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "`raise` has no safe form; it takes a number")]
fn deliver(signal: rustix::process::Signal) {
    // SAFETY: it reads no memory of ours.
    unsafe { libc::raise(signal.as_raw()) };
}

#[cfg(not(target_os = "linux"))]
fn deliver(signal: rustix::process::Signal) {
    // A process that cannot signal itself is found by the wait for the signal.
    let _ = rustix::process::kill_process(rustix::process::getpid(), signal);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real_time;
    use crate::refusal::accepts;
    use tokio::signal::unix::{SignalKind, signal};

    #[test]
    fn each_arrives_where_it_is_awaited() {
        let kinds = [
            (Signal::Terminate, SignalKind::terminate()),
            (Signal::Interrupt, SignalKind::interrupt()),
        ];
        for (sent, kind) in kinds {
            accepts(|| {
                real_time(async || {
                    let mut signals = signal(kind).unwrap();
                    sent.raise();
                    assert_eq!(signals.recv().await, Some(()));
                });
            });
        }
    }
}
