//! `workbook prepare`: build what exercises use before anybody waits for it, or before
//! there is no network any more, as in the image of a grader.

use super::context::{Context, Tests};
use super::select;
use crate::cli::PrepareArgs;
use crate::exit;
use crate::reporter::Count;

pub(super) fn execute(args: &PrepareArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    let whole = context.course()?;
    let part = select::part(&whole, &args.part)?;
    context.judge(&whole, Tests::OfManyExercises, &part.exercises)?;
    let exercises = Count(part.exercises.len(), "exercise");
    context.write(&format!(
        "{exercises} can be judged now, without the network.\n"
    ))?;
    Ok(exit::OK)
}
