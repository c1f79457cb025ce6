//! Two values that ought to be the same, as a person compares them.

/// A value of no more characters than this is shown whole.
const SHORT: usize = 120;

/// So many elements of a list, or letters of a text, are shown before they differ.
const ELEMENTS: usize = 3;
const LETTERS: usize = 40;

/// `the sum is 3, expected 4`. Long values are shown from shortly before the place
/// where they differ.
#[must_use]
pub fn difference(what: &str, got: &str, want: &str) -> String {
    let (shown, expected) = from_where_they_differ(got, want);
    format!("{what} is {shown}, expected {expected}")
}

fn from_where_they_differ(got: &str, want: &str) -> (String, String) {
    let is_long = |text: &str| text.chars().count() > SHORT;
    let from = match is_long(got) || is_long(want) {
        true => start(got, want),
        false => 0,
    };
    (cut(got, from), cut(want, from))
}

/// The byte at which to begin, for both.
fn start(got: &str, want: &str) -> usize {
    let pairs = got.char_indices().zip(want.chars());
    let same = pairs.take_while(|((_, a), b)| a == b).last();
    let same = same.map_or(0, |((at, letter), _)| at + letter.len_utf8());
    let before = &got[..same];
    // What is longer than anybody reads ends with a number that stands for the rest.
    let is_in_the_rest = before.contains("… (");
    if before.chars().count() < SHORT / 2 || is_in_the_rest {
        return 0;
    }
    let near = before.char_indices().rev().take(LETTERS).last();
    let near = near.map_or(0, |(at, _)| at);
    let separators = before.rmatch_indices(", ").map(|(at, _)| at + 2);
    let element = separators
        .take(ELEMENTS + 1)
        .take_while(|at| *at > near)
        .last();
    element.unwrap_or(near)
}

fn cut(text: &str, from: usize) -> String {
    let rest = &text[from..];
    let shown: String = rest.chars().take(SHORT).collect();
    let front = if from > 0 { "… " } else { "" };
    let end = match shown.len() < rest.len() && !shown.ends_with('…') {
        true => "…",
        false => "",
    };
    format!("{front}{shown}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: &str, want: &str, seen: &str) {
        assert_eq!(difference("it", got, want), seen);
    }

    #[test]
    fn short_values_are_shown_whole() {
        check("3", "4", "it is 3, expected 4");
        check("[1, 2]", "[1, 3]", "it is [1, 2], expected [1, 3]");
    }

    #[test]
    fn long_lists_begin_shortly_before_they_differ() {
        let list = |changed: u32| {
            let numbers = (0..500).map(|n| if n == 400 { changed } else { n });
            format!("{:?}", numbers.collect::<Vec<u32>>())
        };
        let seen = difference("it", &list(7), &list(400));
        assert!(
            seen.starts_with("it is … 397, 398, 399, 7, 401, "),
            "{seen}"
        );
        let expected = "…, expected … 397, 398, 399, 400, 401, ";
        assert!(seen.contains(expected), "{seen}");
        assert!(seen.chars().count() < 300, "{seen}");
    }

    #[test]
    fn long_texts_begin_some_letters_before_they_differ() {
        let text = |last: &str| format!("{}{last}", "ü".repeat(500));
        let seen = difference("it", &text("a"), &text("b"));
        let before = "ü".repeat(LETTERS);
        assert_eq!(seen, format!("it is … {before}a, expected … {before}b"));
    }

    #[test]
    fn one_that_ends_early_shows_its_end() {
        let seen = difference("it", &"a".repeat(200), &"a".repeat(201));
        let (shorter, longer) = ("a".repeat(LETTERS), "a".repeat(LETTERS + 1));
        assert_eq!(seen, format!("it is … {shorter}, expected … {longer}"));
        check("", "[1]", "it is , expected [1]");
    }

    #[test]
    fn what_differs_beyond_all_that_is_shown_is_shown_from_its_beginning() {
        let cut_off = |hash: &str| format!("[0, {}… (9000 characters, {hash})", "1, ".repeat(90));
        let seen = difference("it", &cut_off("ab"), &cut_off("cd"));
        assert!(seen.starts_with("it is [0, 1, 1, "), "{seen}");
    }
}
