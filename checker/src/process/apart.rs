//! Programs that outlive a run, such as an editor.
//!
//! What an editor starts and leaves behind would come to us as an orphan and be
//! swept with the next run. So somebody else adopts it: a process that stands
//! between us and the editor and stays as long as there is anything to stay for.

use super::descendants::adopt_orphans;
use super::registry::{Registered, Role};
use super::threads::thread;
use anyhow::Context;
use rustix::process::{WaitOptions, wait};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// Start `guardian`, which calls [`stay_with`], without our streams, and do not
/// wait for it. No sweep touches it.
///
/// # Errors
///
/// When it cannot be started.
pub fn start_apart(mut guardian: Command) -> anyhow::Result<()> {
    without_streams(&mut guardian);
    let (mut child, registered) = Registered::spawn(&mut guardian, Role::Apart)
        .with_context(|| format!("failed to start `{}`", guardian.get_program().display()))?;
    thread("apart", move || {
        // It is reaped when it ends, however that is.
        let _ = child.wait();
        drop(registered);
    })?;
    Ok(())
}

/// Start `command` and stay until it and all that it left behind are gone.
///
/// # Errors
///
/// When it cannot be started.
pub fn stay_with(mut command: Command) -> anyhow::Result<()> {
    adopt_orphans();
    without_streams(&mut command);
    command
        .spawn()
        .with_context(|| format!("failed to start `{}`", command.get_program().display()))?;
    // The error comes when there are no children any more.
    while wait(WaitOptions::empty()).is_ok() {}
    Ok(())
}

/// Start `command` without our streams, and leave it to whoever adopts it when
/// we end.
///
/// # Errors
///
/// When it cannot be started.
pub fn start_and_leave(mut command: Command) -> anyhow::Result<()> {
    without_streams(&mut command);
    command
        .spawn()
        .with_context(|| format!("failed to start `{}`", command.get_program().display()))?;
    Ok(())
}

/// In a group of its own, so that Ctrl-C in our terminal is not for it.
fn without_streams(command: &mut Command) {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
}
