//! Counted things.

use std::fmt;

/// A number of things: `1 exercise`, `3 exercises`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(pub usize, pub &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count(number, thing) = self;
        let plural = if *number == 1 { "" } else { "s" };
        write!(f, "{number} {thing}{plural}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_singular() {
        assert_eq!(Count(0, "test").to_string(), "0 tests");
        assert_eq!(Count(1, "test").to_string(), "1 test");
        assert_eq!(Count(3, "test").to_string(), "3 tests");
    }
}
