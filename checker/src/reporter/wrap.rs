//! Paragraphs that fit.

use console::measure_text_width;

/// Break `text` between words so that no line is wider than `width`, except
/// where one word is. Line ends in `text` stay.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines()
        .flat_map(|line| wrap_line(line, width))
        .collect()
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    // What is indented in the text, such as an assertion's two sides, stays so.
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut line = indent.clone();
    let mut empty = true;
    for word in text.split_whitespace() {
        let wider = measure_text_width(&line) + 1 + measure_text_width(word) > width;
        if !empty && wider {
            lines.push(std::mem::replace(&mut line, indent.clone()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, want: &[&str]) {
        assert_eq!(wrap(text, width), want);
    }

    #[test]
    fn words_go_to_the_next_line_when_they_do_not_fit() {
        check("one two three", 7, &["one two", "three"]);
        check("one two three", 80, &["one two three"]);
    }

    #[test]
    fn a_word_that_is_too_long_has_a_line_of_its_own() {
        check(
            "an exercises/03/02_join.rs:12:5 there",
            8,
            &["an", "exercises/03/02_join.rs:12:5", "there"],
        );
    }

    #[test]
    fn line_ends_and_indentation_stay() {
        check(
            "left != right\n  left: 1\n\n right: 2 or so",
            9,
            &["left !=", "right", "  left: 1", "", " right: 2", " or so"],
        );
    }

    #[test]
    fn no_width_is_too_small() {
        check("a b", 0, &["a", "b"]);
    }
}
