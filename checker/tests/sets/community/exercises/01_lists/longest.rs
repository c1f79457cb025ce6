// TODO: Find the longest word. Of words with the same length, take the last.
fn longest<'a>(words: &[&'a str]) -> Option<&'a str> {
    words.first().copied()
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_is_found() {
        assert_eq!(longest(&["a", "abc", "ab"]), Some("abc"));
    }

    #[test]
    fn nothing_has_no_longest() {
        assert_eq!(longest(&[]), None);
    }
}
