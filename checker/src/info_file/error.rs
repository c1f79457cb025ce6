//! What can be wrong with an info file, in words that say what to do.

/// The first thing that is wrong with an info file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("info.toml:{line}: {problem}")]
pub struct InfoError {
    /// Counts from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong. `place` is the table: `` exercise `join` ``.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The parser's own words.
    #[error("this is not valid TOML: {0}")]
    Syntax(String),
    /// A string where a number belongs, and the like.
    #[error("{place}: `{key}` must be {wanted}, but this is {found}")]
    WrongType {
        /// The table.
        place: String,
        /// The key.
        key: String,
        /// What it must be: `a string`.
        wanted: &'static str,
        /// What it is: `an integer`.
        found: String,
    },
    /// The type is right and the value is not.
    #[error("{place}: `{key}` must be {wanted}, not {found}")]
    OutOfRange {
        /// The table.
        place: String,
        /// The key.
        key: String,
        /// What it may be: `a whole number from 1 to 3`.
        wanted: &'static str,
        /// What it is.
        found: String,
    },
    /// A key that must be there is not.
    #[error("{place}: `{key}` is missing; add `{example}`")]
    Missing {
        /// The table.
        place: String,
        /// The key.
        key: &'static str,
        /// The line to add.
        example: &'static str,
    },
    /// A format that this program does not know.
    #[error(
        "`format_version` is {0}, and this program reads version 1; \
         set it to 1, or use the program that the course was written for"
    )]
    Version(String),
    /// A name with characters that are not safe in a path.
    #[error("{place}: {rule}")]
    BadName {
        /// The table.
        place: String,
        /// Which rule it breaks.
        rule: String,
    },
    /// A name, an alias or a file that something else has already.
    #[error("{place}: {what} is already used on line {line}; choose another one")]
    Taken {
        /// The table.
        place: String,
        /// What is used twice: `` the name `join` ``.
        what: String,
        /// Where it was used first.
        line: usize,
    },
    /// A folder that `[[lessons]]` does not list.
    #[error(
        "{place}: unknown lesson folder `{dir}`{}; the lessons are: {}. \
         Correct `dir`, or add a [[lessons]] table for it",
        did_you_mean(dir, lessons),
        lessons.join(", ")
    )]
    UnknownLesson {
        /// The table.
        place: String,
        /// The folder.
        dir: String,
        /// The folders that there are.
        lessons: Vec<String>,
    },
    /// A key that means nothing, where a typo would change grades.
    #[error("{place}: there is no key `{key}`{hint}; the keys are: {}", known.join(", "))]
    UnknownKey {
        /// The table.
        place: String,
        /// The key.
        key: String,
        /// A similar key, in brackets.
        hint: String,
        /// The keys that there are.
        known: Vec<&'static str>,
    },
    /// A lesson or an exercise that the course does not have.
    #[error("the course has no {what} `{name}`{hint}")]
    UnknownName {
        /// `lesson` or `exercise`.
        what: &'static str,
        /// As written.
        name: String,
        /// A similar name, in brackets.
        hint: String,
    },
    /// Nothing to learn here.
    #[error("the course has no exercises; add an [[exercises]] table with `name` and `hint`")]
    NoExercises,
}

/// ``, did you mean `hint`?`` or nothing.
#[must_use]
pub fn did_you_mean(word: &str, known: &[impl AsRef<str>]) -> String {
    const CLOSE_ENOUGH: f32 = 0.7;
    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    similar::get_close_matches(word, &known, 1, CLOSE_ENOUGH)
        .first()
        .map(|close| format!(" (did you mean `{close}`?)"))
        .unwrap_or_default()
}
