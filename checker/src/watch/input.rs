//! The keyboard, as events.

use crate::process::thread;
use crate::watch::watch_event::WatchEvent;
use std::sync::mpsc::Sender;

/// Tell `events` about keys from now on, and about the end of the input.
///
/// # Errors
///
/// When the system has no thread left.
pub(super) fn listen(events: Sender<WatchEvent>) -> anyhow::Result<()> {
    // Nobody waits for this thread: it sleeps in a read until the program ends.
    thread("keys", move || {
        read_keys(&events);
        let _ = events.send(WatchEvent::InputClosed);
    })?;
    Ok(())
}

#[cfg(unix)]
fn read_keys(events: &Sender<WatchEvent>) {
    read_keys_from(&std::io::stdin(), events);
}

/// Until the end of the input, or until nobody listens.
#[cfg(unix)]
fn read_keys_from(input: &impl std::os::fd::AsFd, events: &Sender<WatchEvent>) {
    use crate::watch::keys::Decoder;

    let mut decoder = Decoder::default();
    let mut bytes = [0; 256];
    loop {
        if decoder.is_waiting() && !has_more(input) {
            if let Some(key) = decoder.give_up_waiting()
                && events.send(WatchEvent::Key(key)).is_err()
            {
                return;
            }
            continue;
        }
        let count = match rustix::io::read(input, &mut bytes) {
            Ok(0) => return,
            Ok(count) => count,
            Err(rustix::io::Errno::INTR) => continue,
            // The terminal is gone.
            Err(_) => return,
        };
        for key in decoder.feed(&bytes[..count]) {
            if events.send(WatchEvent::Key(key)).is_err() {
                return;
            }
        }
    }
}

/// Whether the rest of a key's sequence is there. Terminals send it in one go;
/// the Esc key is an escape with nothing behind it.
#[cfg(unix)]
fn has_more(input: &impl std::os::fd::AsFd) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    const PAUSE: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 30_000_000,
    };
    let mut inputs = [PollFd::new(input, PollFlags::IN)];
    poll(&mut inputs, Some(&PAUSE)) != Ok(0)
}

#[cfg(not(unix))]
#[expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]
fn read_keys(events: &Sender<WatchEvent>) {
    use crate::watch::keys::Key;

    let terminal = console::Term::stdout();
    while let Ok(key) = terminal.read_key_raw() {
        let key = match key {
            console::Key::Char(letter @ '\u{1}'..='\u{1a}') => {
                Key::Ctrl((b'a' + letter as u8 - 1) as char)
            }
            console::Key::Char(letter) => Key::Char(letter),
            console::Key::CtrlC => Key::Ctrl('c'),
            console::Key::ArrowUp => Key::Up,
            console::Key::ArrowDown => Key::Down,
            console::Key::ArrowLeft => Key::Left,
            console::Key::ArrowRight => Key::Right,
            console::Key::Home => Key::Home,
            console::Key::End => Key::End,
            console::Key::PageUp => Key::PageUp,
            console::Key::PageDown => Key::PageDown,
            console::Key::Enter => Key::Enter,
            console::Key::Backspace => Key::Backspace,
            console::Key::Tab => Key::Tab,
            console::Key::Escape => Key::Esc,
            _ => continue,
        };
        if events.send(WatchEvent::Key(key)).is_err() {
            return;
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::watch::keys::Key;
    use std::io::Write;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn an_escape_with_nothing_behind_it_arrives_without_another_key() {
        let (mut keyboard, input) = UnixStream::pair().unwrap();
        let (sender, events) = channel();
        let reader = std::thread::spawn(move || read_keys_from(&input, &sender));
        keyboard.write_all(b"\x1b").unwrap();
        let patience = Duration::from_secs(30);
        assert_eq!(events.recv_timeout(patience), Ok(WatchEvent::Key(Key::Esc)));
        keyboard.write_all(b"\x1b[A").unwrap();
        assert_eq!(events.recv_timeout(patience), Ok(WatchEvent::Key(Key::Up)));
        drop(keyboard);
        reader.join().unwrap();
        assert!(events.recv().is_err());
    }
}
