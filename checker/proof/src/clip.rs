//! Text that was cut: a verdict is read by a person, and an answer can make any
//! text as long as it likes.

use std::fmt::{self, Write};

/// The first `longest` characters of `text`, and `…` if there are more. What is
/// beyond that is not even formatted.
pub(crate) fn clip(text: fmt::Arguments<'_>, longest: usize) -> String {
    let mut clipped = Clipped {
        text: String::new(),
        left: longest,
    };
    // An error says that it was cut, or that a `Debug` of the answer's failed:
    // what there is will do.
    let _ = clipped.write_fmt(text);
    clipped.text
}

struct Clipped {
    text: String,
    left: usize,
}

impl Write for Clipped {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        for letter in part.chars() {
            if self.left == 0 {
                self.text.push('…');
                return Err(fmt::Error);
            }
            self.left -= 1;
            self.text.push(letter);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, longest: usize, want: &str) {
        assert_eq!(clip(format_args!("{text}"), longest), want);
    }

    #[test]
    fn only_what_is_too_long_is_cut() {
        check("", 0, "");
        check("tea", 3, "tea");
        check("teas", 3, "tea…");
        check("größer", 4, "größ…");
    }

    #[test]
    fn a_value_without_an_end_is_cut_too() {
        struct Endless;
        impl fmt::Debug for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("na")?;
                }
            }
        }
        assert_eq!(clip(format_args!("{Endless:?}"), 5), "nanan…");
    }
}
