//! The terminal before the loop has it: while the crates that exercises use are
//! built, keys are not shown, and those that mean "leave" leave.

use crate::exit;
use crate::process::{adopt_orphans, sweep, thread};
use crate::watch::keys::{Decoder, Key};
use crate::watch::terminal::{self, Terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;
use std::io;
use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;

/// Ends with [`Waiting::over`], or when it is dropped; the terminal is as it was
/// then.
pub struct Waiting {
    terminal: Option<Terminal>,
    /// Dropped to end the reader of keys.
    reading: Option<UnixStream>,
    reader: Option<JoinHandle<()>>,
    signals: Handle,
}

impl Waiting {
    /// Take the terminal. What is printed comes out as usual.
    ///
    /// # Errors
    ///
    /// When there is none, or the system has no thread left.
    pub fn begin() -> anyhow::Result<Self> {
        // What cargo leaves behind when it is stopped is ours to stop.
        adopt_orphans();
        let terminal = Terminal::quiet()?;
        let signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let handle = signals.handle();
        thread("signals", move || end_by(signals))?;
        let (reading, stopped) = UnixStream::pair()?;
        let reader = thread("keys", move || read_keys(&stopped))?;
        Ok(Self {
            terminal: Some(terminal),
            reading: Some(reading),
            reader: Some(reader),
            signals: handle,
        })
    }

    /// Hand the terminal on, raw; keys that mean nothing here are forgotten.
    pub(super) fn over(mut self) -> io::Result<Terminal> {
        self.stop();
        match self.terminal.take() {
            Some(terminal) => terminal.raw(),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// If a key has ended the waiting, this does not return.
    fn stop(&mut self) {
        self.reading = None;
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        self.signals.close();
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A signal ends us as it does by itself, but not before the terminal is back.
fn end_by(mut signals: Signals) {
    for signal in signals.forever() {
        terminal::restore();
        sweep();
        // It does not return.
        let _ = emulate_default_handler(signal);
    }
}

/// Until `stopped` is closed at its other end.
fn read_keys(stopped: &UnixStream) {
    let input = io::stdin();
    let mut decoder = Decoder::default();
    let mut bytes = [0; 256];
    loop {
        let mut ready = [
            PollFd::new(stopped, PollFlags::IN),
            PollFd::new(&input, PollFlags::IN),
        ];
        // An Esc alone is known by the pause after it.
        let pause = decoder.is_waiting().then_some(Timespec {
            tv_sec: 0,
            tv_nsec: 30_000_000,
        });
        let count = match poll(&mut ready, pause.as_ref()) {
            Ok(count) => count,
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        };
        if !ready[0].revents().is_empty() {
            return;
        }
        if count == 0 {
            decoder.give_up_waiting().into_iter().for_each(press);
            continue;
        }
        match rustix::io::read(&input, &mut bytes) {
            // The loop will see it, too.
            Ok(0) => return,
            Ok(count) => decoder.feed(&bytes[..count]).into_iter().for_each(press),
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]
fn press(key: Key) {
    match key {
        Key::Char('q') | Key::Esc | Key::Ctrl('c' | 'd') => leave(),
        Key::Ctrl('z') => terminal::stop_quietly(),
        _ => {}
    }
}

/// The thread that builds waits for cargo, and would take its end for a failure:
/// the process ends here.
fn leave() -> ! {
    terminal::restore();
    sweep();
    signal_hook::low_level::exit(exit::OK.into())
}
