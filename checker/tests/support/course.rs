//! A small course: three exercises with tests of their own, which need nothing
//! but std and are judged in half a second.

/// Its info file.
pub(crate) const INFO: &str = r#"format_version = 1
course = "bench"
title = "The bench"
welcome_message = "Welcome to the bench."
final_message = "That was the bench."

[[lessons]]
dir = "01_numbers"
title = "Numbers"
track = "beginner"

[[lessons]]
dir = "02_words"
title = "Words"
track = "advanced"

[[exercises]]
name = "add"
dir = "01_numbers"
file = "01_add.rs"
stars = 1
hint = "Look at the test."
hints = ["Which number does it want?", "It is even."]

[[exercises]]
name = "double"
dir = "01_numbers"
file = "02_double.rs"
stars = 2
hint = "Twice what?"

[[exercises]]
name = "shout"
dir = "02_words"
file = "01_shout.rs"
hint = "Louder."

[[paths]]
name = "short"
title = "The short way"
exercises = ["shout", "add"]
"#;

/// The exercises: their names and their files.
pub(super) const EXERCISES: [(&str, &str); 3] = [
    ("add", "01_numbers/01_add.rs"),
    ("double", "01_numbers/02_double.rs"),
    ("shout", "02_words/01_shout.rs"),
];

/// What a file says whose function `name` has this body. 42 is right.
pub(crate) fn answer(name: &str, body: &str) -> String {
    format!(
        r#"// The answer is asked for.

/// Gives the answer.
pub fn {name}() -> u32 {{
    // TODO: give it.
    {body}
}}

fn main() {{
    println!("this is {name}");
}}

#[cfg(test)]
mod tests {{
    use super::*;

    #[test]
    fn it_is_42() {{
        assert_eq!({name}(), 42);
    }}
}}
"#
    )
}
