// The last of several with the same length is what `max_by_key` gives.
fn longest<'a>(words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().max_by_key(|word| word.len())
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
