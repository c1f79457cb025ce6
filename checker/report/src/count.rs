//! Counted things, in findings and verdicts.

use std::fmt;

/// A number of things: `1 exercise`, `3 exercises`, `2 processes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count<'a>(pub usize, pub &'a str);

impl fmt::Display for Count<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count(number, thing) = self;
        let plural = match (number, thing.ends_with('s')) {
            (1, _) => "",
            (_, true) => "es",
            (_, false) => "s",
        };
        write!(f, "{number} {thing}{plural}")
    }
}

/// Some of several: `none of 3 was`, `only 1 of 3 was`, `only 2 of 3 were`.
#[must_use]
pub fn only(some: usize, all: impl fmt::Display) -> String {
    match some {
        0 => format!("none of {all} was"),
        1 => format!("only 1 of {all} was"),
        _ => format!("only {some} of {all} were"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_singular() {
        assert_eq!(Count(0, "test").to_string(), "0 tests");
        assert_eq!(Count(1, "process").to_string(), "1 process");
        assert_eq!(Count(3, "process").to_string(), "3 processes");
    }

    #[test]
    fn some_of_several_agree_with_their_verb() {
        let all = [0, 1, 2].map(|some| only(some, 3));
        let want = ["none of 3 was", "only 1 of 3 was", "only 2 of 3 were"];
        assert_eq!(all, want);
    }
}
