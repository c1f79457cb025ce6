//! `workbook grade`: submissions to grades.

mod class;
mod containment;
mod finish;
mod judging;
mod merge;
mod places;
mod regrade;
mod run;
mod screen;
mod work;

use super::context::Context;
use crate::cli::{GradeArgs, GradeCommand};

pub(super) use judging::execute as judge_answers;

pub(super) fn execute(args: &GradeArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    match &args.command {
        Some(GradeCommand::Merge(merge)) => merge::execute(merge, context),
        None => run::execute(&args.run, context),
    }
}
