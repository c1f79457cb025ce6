//! Keys, from the bytes that a terminal sends for them.

/// A key, as far as `watch` tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "most are what is printed on the key")]
pub enum Key {
    /// A printable character.
    Char(char),
    /// Ctrl with a letter.
    Ctrl(char),
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Backspace,
    Tab,
    Esc,
}

/// Puts bytes together until they are a key.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
}

/// What the first bytes are.
enum Step {
    /// This many bytes are a key, or one that nobody needs.
    Known(usize, Option<Key>),
    /// The start of something.
    Unfinished,
}

impl Decoder {
    /// The longest sequence that a key sends is far shorter.
    const LONGEST: usize = 32;

    /// Take bytes, give the keys that they complete.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Key> {
        self.pending.extend_from_slice(bytes);
        let mut keys = Vec::new();
        while !self.pending.is_empty() {
            match step(&self.pending) {
                Step::Known(length, key) => {
                    self.pending.drain(..length);
                    keys.extend(key);
                }
                Step::Unfinished if self.pending.len() > Self::LONGEST => self.pending.clear(),
                Step::Unfinished => break,
            }
        }
        keys
    }

    /// Whether the bytes so far could be the Esc key or the start of a sequence:
    /// only a pause tells.
    pub(super) fn is_waiting(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Nothing more came: an Esc alone is the Esc key.
    pub(super) fn give_up_waiting(&mut self) -> Option<Key> {
        let alone = self.pending == [ESC];
        self.pending.clear();
        alone.then_some(Key::Esc)
    }
}

const ESC: u8 = 0x1b;

fn step(bytes: &[u8]) -> Step {
    match bytes[0] {
        ESC => escape(bytes),
        b'\r' | b'\n' => Step::Known(1, Some(Key::Enter)),
        0x7f | 0x08 => Step::Known(1, Some(Key::Backspace)),
        b'\t' => Step::Known(1, Some(Key::Tab)),
        control @ 1..=26 => Step::Known(1, Some(Key::Ctrl((b'a' + control - 1) as char))),
        0..=31 => Step::Known(1, None),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => 1,
    };
    let Some(first) = bytes.get(..length) else {
        return Step::Unfinished;
    };
    match std::str::from_utf8(first) {
        Ok(text) => Step::Known(length, text.chars().next().map(Key::Char)),
        Err(_) => Step::Known(1, None),
    }
}

fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::Unfinished,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::Unfinished,
            Some(last) => Step::Known(3, named(*last, b"")),
        },
        // Two presses of Esc.
        Some(&ESC) => Step::Known(1, Some(Key::Esc)),
        // Alt with a key: nothing here has that name.
        Some(_) => Step::Known(2, None),
    }
}

fn control_sequence(bytes: &[u8]) -> Step {
    // The Linux console sends `ESC [ [ A` for F1.
    if bytes.get(2) == Some(&b'[') {
        return match bytes.get(3) {
            None => Step::Unfinished,
            Some(_) => Step::Known(4, None),
        };
    }
    let rest = &bytes[2..];
    match rest.iter().position(|byte| (0x40..=0x7e).contains(byte)) {
        None => Step::Unfinished,
        Some(end) => Step::Known(2 + end + 1, named(rest[end], &rest[..end])),
    }
}

fn named(last: u8, parameters: &[u8]) -> Option<Key> {
    let first = parameters.split(|byte| *byte == b';').next().unwrap_or(b"");
    match (last, first) {
        (b'A', _) => Some(Key::Up),
        (b'B', _) => Some(Key::Down),
        (b'C', _) => Some(Key::Right),
        (b'D', _) => Some(Key::Left),
        (b'H', _) | (b'~', b"1" | b"7") => Some(Key::Home),
        (b'F', _) | (b'~', b"4" | b"8") => Some(Key::End),
        (b'~', b"5") => Some(Key::PageUp),
        (b'~', b"6") => Some(Key::PageDown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], want: &[Key]) {
        assert_eq!(Decoder::default().feed(bytes), want, "all at once");
        let mut decoder = Decoder::default();
        let keys: Vec<_> = bytes
            .iter()
            .flat_map(|byte| decoder.feed(&[*byte]))
            .collect();
        assert_eq!(keys, want, "byte by byte");
    }

    #[test]
    fn letters_and_control_letters_are_keys() {
        check(b"nq?", &[Key::Char('n'), Key::Char('q'), Key::Char('?')]);
        check(
            b"\x03\x04\x1a",
            &[Key::Ctrl('c'), Key::Ctrl('d'), Key::Ctrl('z')],
        );
        check(
            b"\r\n\x7f\t",
            &[Key::Enter, Key::Enter, Key::Backspace, Key::Tab],
        );
        check(b"\x00\x1c", &[]);
    }

    #[test]
    fn arrows_and_their_neighbours_come_in_several_dialects() {
        check(b"\x1b[A\x1bOB", &[Key::Up, Key::Down]);
        check(b"\x1b[1;5C\x1b[D", &[Key::Right, Key::Left]);
        check(b"\x1b[H\x1b[1~\x1b[7~\x1bOH", &[Key::Home; 4]);
        check(b"\x1b[F\x1b[4~\x1b[8~\x1bOF", &[Key::End; 4]);
        check(b"\x1b[5~\x1b[6~", &[Key::PageUp, Key::PageDown]);
    }

    #[test]
    fn what_has_no_name_here_is_swallowed_whole() {
        check(b"\x1b[[Aj", &[Key::Char('j')]);
        check(b"\x1b[15~j", &[Key::Char('j')]);
        check(b"\x1bqj", &[Key::Char('j')]);
        check(b"\xffj", &[Key::Char('j')]);
    }

    #[test]
    fn letters_outside_ascii_are_one_key_each() {
        check(
            "é漢🦀".as_bytes(),
            &[Key::Char('é'), Key::Char('漢'), Key::Char('🦀')],
        );
    }

    #[test]
    fn an_escape_alone_is_a_key_after_a_pause() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert!(decoder.is_waiting());
        assert_eq!(decoder.give_up_waiting(), Some(Key::Esc));
        assert!(!decoder.is_waiting());
        assert_eq!(decoder.feed(b"\x1b\x1b"), [Key::Esc]);
    }

    #[test]
    fn a_sequence_that_never_ends_is_dropped() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[");
        decoder.feed(&[b'1'; 40]);
        assert!(!decoder.is_waiting());
        assert_eq!(decoder.feed(b"q"), [Key::Char('q')]);
    }
}
