//! A verdict that a busy machine had no say in.

use super::Judging;
use super::trial::{Trial, Unexpected};
use crate::course::Exercise;
use crate::verdict::Verdict;

/// The verdict on a file. On a busy machine a wrong answer may be refused for another reason
/// first, such as that it takes too long, and what tries as many orders as there is time for
/// may miss the one that shows it: then it is judged again. A right answer that is refused is
/// a false verdict at once. How often each comes out is for `dev stress` to say.
pub(super) fn settled(
    judging: &dyn Judging,
    exercise: &Exercise,
    trial: &Trial,
) -> anyhow::Result<Verdict> {
    const MOST: usize = 3;
    let mut verdict = judging.answer(exercise, &trial.file)?;
    for _ in 1..MOST {
        match trial.expect.unexpected(&verdict) {
            Some(Unexpected::OtherReason(_) | Unexpected::WrongPassed(_)) => {}
            None | Some(Unexpected::RightRefused | Unexpected::PassesAsShipped) => break,
        }
        verdict = judging.answer(exercise, &trial.file)?;
    }
    Ok(verdict)
}
