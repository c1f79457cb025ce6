//! A checksum of what was uploaded.

/// The checksum of bytes that come in pieces (64-bit FNV-1a). It takes eight bytes of
/// memory, however many come.
///
/// ```
/// use lab::Checksum;
///
/// let mut checksum = Checksum::new();
/// checksum.add(b"green ");
/// checksum.add(b"tea");
/// assert_eq!(checksum.hex(), Checksum::of(b"green tea").hex());
/// assert_eq!(checksum.hex(), "8a43955d26ce38ba");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum(u64);

impl Checksum {
    /// The checksum of no bytes at all.
    #[must_use]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The checksum of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut checksum = Self::new();
        checksum.add(bytes);
        checksum
    }

    /// These bytes come next.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The checksum of all that came, as 16 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

impl Default for Checksum {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_reference() {
        for (bytes, want) in [
            ("", "cbf29ce484222325"),
            ("a", "af63dc4c8601ec8c"),
            ("foobar", "85944171f73967e8"),
        ] {
            assert_eq!(Checksum::of(bytes.as_bytes()).hex(), want);
        }
        assert_eq!(Checksum::default(), Checksum::of(b""));
    }

    #[test]
    fn pieces_count_as_what_they_make_together() {
        let mut checksum = Checksum::new();
        for piece in ["", "foo", "b", "", "ar"] {
            checksum.add(piece.as_bytes());
        }
        assert_eq!(checksum, Checksum::of(b"foobar"));
    }
}
