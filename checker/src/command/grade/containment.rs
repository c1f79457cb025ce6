//! Whether answers of others may run here.

use crate::command::context::Context;
use anyhow::bail;

/// Refuse where nothing would keep an answer from the verdict or the machine,
/// unless somebody has agreed to that; say what is missing otherwise.
///
/// # Errors
///
/// Says what this system lacks, and what can be done.
pub(super) fn check(allow_degraded: bool, context: &mut Context<'_>) -> anyhow::Result<()> {
    let here = seal::available();
    match (here.landlock.is_some(), here.seccomp) {
        (_, true) | (true, false) if here.landlock.is_none() || !here.seccomp => {
            let missing = if here.seccomp { "Landlock" } else { "seccomp" };
            context.notice(&format!(
                "warning: this system has no {missing}, so answers are kept in less tightly; the \
                 reports say so"
            ));
        }
        (false, false) if !allow_degraded => bail!(
            "nothing on this system keeps an answer from forging its verdict or from the rest of \
             the machine: it has neither seccomp nor Landlock. Grade on Linux 5.13 or newer, or \
             agree with --allow-degraded in a machine that you can throw away"
        ),
        _ => {}
    }
    Ok(())
}
