//! A class that was graded is graded again, because something was wrong with its
//! tests or its points: only answers to exercises whose verdicts can be others are
//! judged, and it is said whose points moved, and why.
//!
//! Verdicts are stored by all that they depend on, so those that stay are found and
//! those of before are never overwritten. All reports are written into a folder of
//! their own; when the last one is there, it takes the place of the earlier run, which
//! is kept: see `replace`.

mod compare;
mod earlier;
mod movement;
mod plan;
mod replace;
mod row;
#[cfg(test)]
mod tests;
mod text;

pub use earlier::Earlier;
pub use movement::{Moved, MovedExercise, Regrade, Touched};
pub use plan::{Plan, plan};
pub(super) use replace::finish_replacing;
pub use replace::{place_of_earlier, replace, staged};
pub use text::text;

/// Whose points moved, in the folder of the results.
pub const MOVEMENT: &str = "regrade.json";
