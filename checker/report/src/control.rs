//! What the checker says to a test's process before anything else. Plain words,
//! so that a harness without any crate reads them.

use crate::{Needs, Order};
use std::path::{Path, PathBuf};

/// The version of what checker and harness say to each other, in both
/// directions. A harness that hears another one says so and ends: half understood,
/// a right answer would seem to hang.
pub const PROTOCOL: u32 = 3;

/// Why a line is no [`Control`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// It was written in another version, for the run with this token.
    OtherProtocol {
        /// That of the run.
        token: String,
    },
    /// It was not written by a checker.
    Nonsense,
}

/// What a test's process is told before it does anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Must stand before every message of this run.
    pub token: String,
    /// From which a test draws its inputs.
    pub seed: u64,
    /// How to seal itself before anything of the answer runs; `None` where it
    /// is not to.
    pub seal: Option<Order>,
    /// The test to run; `None` asks for the list of tests.
    pub test: Option<String>,
}

impl Control {
    const MAGIC: &'static str = "workbook/";

    /// The line as it is sent, without its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        let seal = self.seal.as_ref().map_or("-".to_owned(), order_to_word);
        let test = self.test.as_deref().unwrap_or("");
        let (magic, token, seed) = (Self::MAGIC, &self.token, self.seed);
        format!("{magic}{PROTOCOL} {token} {seed} {seal} {test}")
    }

    /// Read a line that [`Control::to_line`] wrote.
    ///
    /// # Errors
    ///
    /// Says whether somebody else wrote it, or a checker of another version.
    pub fn from_line(line: &str) -> Result<Self, Misread> {
        let words = line.trim_end_matches('\n').splitn(3, ' ');
        let [magic, token, rest] = words.collect::<Vec<_>>()[..] else {
            return Err(Misread::Nonsense);
        };
        let version = magic.strip_prefix(Self::MAGIC).map(str::parse::<u32>);
        let token = token.to_owned();
        match version {
            Some(Ok(PROTOCOL)) => Self::from_rest(token, rest).ok_or(Misread::Nonsense),
            Some(Ok(_)) => Err(Misread::OtherProtocol { token }),
            Some(Err(_)) | None => Err(Misread::Nonsense),
        }
    }

    fn from_rest(token: String, rest: &str) -> Option<Self> {
        let mut words = rest.splitn(3, ' ');
        let seed = words.next()?.parse().ok()?;
        // An order that cannot be read must not pass for none.
        let seal = match words.next()? {
            "-" => None,
            word => Some(order_from_word(word)?),
        };
        let test = words
            .next()
            .filter(|name| !name.is_empty())
            .map(str::to_owned);
        Some(Self {
            token,
            seed,
            seal,
            test,
        })
    }
}

/// `files+sockets:61200:/tmp/a%20b`, without a space.
fn order_to_word(order: &Order) -> String {
    let needs: Vec<&str> = order.needs.words().collect();
    let uid = order.uid.map(|uid| uid.to_string()).unwrap_or_default();
    format!("{}:{uid}:{}", needs.join("+"), escaped(&order.scratch))
}

fn order_from_word(word: &str) -> Option<Order> {
    let mut parts = word.splitn(3, ':');
    let mut needs = Needs::default();
    let words = parts.next()?;
    if !words.is_empty() && !words.split('+').all(|word| needs.allow(word)) {
        return None;
    }
    let uid = match parts.next()? {
        "" => None,
        number => Some(number.parse().ok()?),
    };
    let scratch = unescaped(parts.next()?)?;
    Some(Order {
        needs,
        scratch,
        uid,
    })
}

/// Each byte that is neither a letter, a digit nor of `/._-` as `%20`.
fn escaped(path: &Path) -> String {
    escape(&bytes(path))
}

/// Also of what is no path.
pub(crate) fn escape(bytes: &[u8]) -> String {
    let mut word = String::new();
    for byte in bytes.iter().copied() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            word.push(char::from(byte));
        } else {
            word.push_str(&format!("%{byte:02x}"));
        }
    }
    word
}

fn unescaped(word: &str) -> Option<PathBuf> {
    path(unescape(word)?)
}

/// What [`escape`] wrote.
pub(crate) fn unescape(word: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(bytes)
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(seal: Option<Order>, test: Option<&str>) -> Control {
        Control {
            token: "ab12".into(),
            seed: 7,
            seal,
            test: test.map(str::to_owned),
        }
    }

    #[track_caller]
    fn survives(control: &Control) {
        let line = control.to_line();
        assert_eq!(Control::from_line(&line).as_ref(), Ok(control), "{line}");
        assert_eq!(
            Control::from_line(&format!("{line}\n")),
            Control::from_line(&line)
        );
    }

    fn order(needs: &[&str], uid: Option<u32>, scratch: impl Into<PathBuf>) -> Order {
        let mut allowed = Needs::default();
        assert!(needs.iter().all(|word| allowed.allow(word)));
        Order {
            needs: allowed,
            scratch: scratch.into(),
            uid,
        }
    }

    #[test]
    fn a_control_line_is_read_as_it_was_written() {
        let plain = order(&[], None, "/tmp/workbook-x1");
        let all = order(&Needs::WORDS, Some(61200), "/tmp/a b:c%20\nü/x");
        for seal in [None, Some(plain), Some(all)] {
            for test in [None, Some("tests::it works")] {
                survives(&control(seal.clone(), test));
            }
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_path_may_hold_any_byte() {
        let any = (1..=u8::MAX).collect();
        let scratch = path(any).unwrap();
        survives(&control(Some(order(&[], None, scratch)), Some("a")));
    }

    #[test]
    fn a_line_that_is_not_understood_is_refused() {
        for line in [
            "",
            "workbook/ t 1 - a",
            "workbook/x t 1 - a",
            "program/3 t 1 - a",
            "workbook/3 t 1",
            "workbook/3 t many - a",
            "workbook/3 t 1 sudo::/tmp a",
            "workbook/3 t 1 files:/tmp a",
            "workbook/3 t 1 files:me:/tmp a",
            "workbook/3 t 1 files::/tmp%2 a",
            "workbook/3 t 1 files::/tmp%zz a",
        ] {
            let read = Control::from_line(line);
            assert_eq!(read, Err(Misread::Nonsense), "{line}");
        }
    }

    #[test]
    fn a_line_of_another_version_names_its_run() {
        for line in ["workbook/2 t 1 - a", "workbook/4 t something new"] {
            let token = "t".to_owned();
            let read = Control::from_line(line);
            assert_eq!(read, Err(Misread::OtherProtocol { token }), "{line}");
        }
    }
}
