//! `workbook man`: the manual page.

use super::context::Context;
use crate::cli::{self, ManArgs};
use crate::exit;
use anyhow::Context as _;
use clap_mangen::Man;
use std::fs;
use std::io::Write;

pub(super) fn execute(args: &ManArgs, context: &mut Context<'_>) -> anyhow::Result<u8> {
    // The help's own template is for terminals.
    let command = cli::command().help_template("{all-args}");
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        Man::new(command).render(&mut page)?;
        context.out.write_all(&page)?;
        return Ok(exit::OK);
    };
    let advice = || format!("failed to write the pages into `{}`", dir.display());
    fs::create_dir_all(dir).with_context(advice)?;
    clap_mangen::generate_to(command, dir).with_context(advice)?;
    context.line(&format!("The pages are in `{}`.", dir.display()))?;
    Ok(exit::OK)
}
