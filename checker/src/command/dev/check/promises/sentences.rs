//! Text cut into sentences.

/// Whitespace made equal.
pub(super) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The bytes of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The sentences of one paragraph whose whitespace is equal, which begins at byte
/// `at`. What stands between backticks is not cut.
pub(super) fn sentences(paragraph: &str, at: usize) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut from, mut in_code, mut ends) = (0, false, false);
    for (index, letter) in paragraph.char_indices() {
        match letter {
            '`' => in_code = !in_code,
            ' ' if ends && begins_one(&paragraph[index + 1..]) => {
                sentences.push((from, index));
                from = index + 1;
            }
            _ => {}
        }
        let closes = matches!(letter, '"' | ')' | '`' | '”');
        ends = !in_code && (matches!(letter, '.' | '!' | '?') || ends && closes);
    }
    sentences.push((from, paragraph.len()));
    let sentences = sentences.into_iter().filter(|(from, to)| from < to);
    let placed = sentences.map(|(from, to)| Sentence {
        from: at + from,
        to: at + to,
    });
    placed.collect()
}

/// `e.g. this` goes on.
fn begins_one(rest: &str) -> bool {
    !rest.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, want: &[&str]) {
        let cut: Vec<&str> = sentences(paragraph, 0)
            .iter()
            .map(|sentence| &paragraph[sentence.from..sentence.to])
            .collect();
        assert_eq!(cut, want);
    }

    #[test]
    fn a_paragraph_is_cut_where_a_sentence_ends() {
        check("", &[]);
        check("It ends. Does it?", &["It ends.", "Does it?"]);
        check("Its name", &["Its name"]);
        check("It is (so.) `a` is.", &["It is (so.)", "`a` is."]);
        check(
            "Waits 1.5 s, e.g. here. 3 more.",
            &["Waits 1.5 s, e.g. here.", "3 more."],
        );
        check("`a. B` is one.", &["`a. B` is one."]);
    }
}
