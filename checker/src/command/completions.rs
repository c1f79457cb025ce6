//! `workbook completions`: a script for a shell.

use super::context::Context;
use crate::cli::{self, CompletionsArgs};
use crate::exit;
use std::io::Write;

pub(super) fn execute(args: &CompletionsArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    // clap would panic at a closed pipe, so it does not get the stream itself.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), "workbook", &mut script);
    context.out.write_all(&script)?;
    Ok(exit::OK)
}
