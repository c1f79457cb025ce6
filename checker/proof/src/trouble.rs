//! Where the machine does not give a test what it needs: that is said, and is no
//! finding about the answer. The checker finds out with a known right answer
//! whether it is so.

use crate::refusal::{finding, refuse};
use report::Kind;
use std::fmt::Display;

/// The system gives the test no `what`, and says `error`.
pub(crate) fn none_left(what: &str, error: &dyn Display) -> ! {
    refuse(finding(
        Kind::TestsMissing,
        format!("the system gives the test no {what}: {error}"),
        "the test could not be carried out, so it says nothing about the answer",
        "run it again; where it stays so, run `workbook doctor`",
    ))
}
