//! Text from elsewhere, made harmless for places that are no terminal.

use crate::reporter::inert::colorless;

/// Without colours; other control characters and those that turn text around
/// are spelled out.
pub(in crate::reporter) fn clean(text: &str) -> String {
    let mut clean = colorless(text);
    // XML has no way to write these two.
    if clean.contains(['\u{fffe}', '\u{ffff}']) {
        clean = clean.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    }
    clean
}

/// The same in one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    let clean = clean(text);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `most` characters; what is cut is said within them.
pub(in crate::reporter) fn clip(text: &str, most: usize) -> String {
    clip_saying(text, most, "… (cut)")
}

/// The same with other words for what was cut.
pub(super) fn clip_saying(text: &str, most: usize, cut: &str) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let room = most.saturating_sub(cut.chars().count());
    let kept: String = text.chars().take(room).collect();
    kept + cut
}

/// The longest of the texts that `write` makes within fewer and fewer
/// characters for each long text in it, that takes at most `most` bytes.
pub(super) fn within(most: usize, mut write: impl FnMut(usize) -> String) -> String {
    let mut characters = 65_535;
    loop {
        let text = write(characters);
        if text.len() <= most || characters < 100 {
            return text;
        }
        characters /= 4;
    }
}

/// `both_users_are_returned` as a sentence: `both users are returned`.
pub(in crate::reporter) fn sentence(name: &str) -> String {
    one_line(&name.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str, want_line: &str) {
        assert_eq!(clean(text), want);
        assert_eq!(one_line(text), want_line);
    }

    #[test]
    fn colours_go_and_what_could_do_harm_is_spelled_out() {
        check("\u{1b}[31mred\u{1b}[0m\n  on", "red\n  on", "red on");
        check("a\0b\u{ffff}", "a\\u{0}b\u{fffd}", "a\\u{0}b\u{fffd}");
        check(
            "\u{202e}tpircs\rx",
            "\\u{202e}tpircs\\u{d}x",
            "\\u{202e}tpircs\\u{d}x",
        );
        check("a\u{1b}]0;x\nb", "a\\u{1b}]0;x\nb", "a\\u{1b}]0;x b");
        check("a\u{9b}2Jb", "a\\u{9b}2Jb", "a\\u{9b}2Jb");
    }

    #[test]
    fn a_cut_text_is_never_longer_than_the_limit_and_says_so() {
        assert_eq!(clip("größer", 6), "größer");
        assert_eq!(clip("größer als alles", 12), "größe… (cut)");
        assert_eq!(clip("größer als alles", 12).chars().count(), 12);
    }

    #[test]
    fn long_texts_are_cut_until_all_fits() {
        let text = within(10_000, |most| clip(&"x".repeat(100_000), most));
        assert!(text.len() <= 10_000 && text.len() > 1_000, "{}", text.len());
        assert!(text.ends_with("(cut)"));
    }
}
