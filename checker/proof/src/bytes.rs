//! Bytes as a finding shows them.

use std::fmt;

/// Bytes that a finding shows as text, escaped once where they are none:
/// `equal("the frame", bytes(&got), bytes(b"tea\xff"))`.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(Vec<u8>);

/// See [`Bytes`].
#[must_use]
pub fn bytes(bytes: impl AsRef<[u8]>) -> Bytes {
    Bytes(bytes.as_ref().to_vec())
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::refuses;
    use crate::{Kind, equal};

    #[test]
    fn bytes_are_escaped_once() {
        let seen = r#"the frame is b"t\xff\n", expected b"tea""#;
        refuses(Kind::WrongResult, seen, || {
            equal("the frame", bytes(b"t\xff\n"), bytes("tea"));
        });
    }
}
