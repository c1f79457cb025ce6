//! Values of the answer's own types, as its code writes them.

use std::fmt::{self, Debug};

/// A value in the words of the exercise: see [`written`].
#[derive(Clone, PartialEq, Eq)]
pub struct Written(String);

/// `Err(Dropped)`, as it is written in code. A type of the answer's cannot be compared
/// by its own `==` and is not shown by its own `Debug`: match it, and write down what
/// it is, for both sides of [`equal`](crate::equal). The verdict then speaks of the
/// learner's types.
///
/// ```
/// # use proof::{equal, written};
/// # struct Dropped;
/// # let result: Result<u32, Dropped> = Err(Dropped);
/// let result = match result {
///     Ok(page) => written(format!("Ok({page})")),
///     Err(Dropped) => written("Err(Dropped)"),
/// };
/// equal("the result", result, written("Err(Dropped)"));
/// ```
pub fn written(code: impl Into<String>) -> Written {
    Written(code.into())
}

impl Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, equal, refuses};
    use report::Kind;

    #[test]
    fn a_value_is_shown_as_it_is_written() {
        accepts(|| {
            equal(
                "the result",
                written("Err(Dropped)"),
                written("Err(Dropped)"),
            )
        });
        let words = "the result is Ok(\"tea\"), expected Err(Dropped)";
        refuses(Kind::WrongResult, words, || {
            equal(
                "the result",
                written("Ok(\"tea\")"),
                written("Err(Dropped)"),
            );
        });
        let words = "the visits is [Left, Left], expected [Left]";
        refuses(Kind::WrongResult, words, || {
            equal("the visits", vec![written("Left"); 2], [written("Left")]);
        });
    }
}
