//! Whether a program can be started where tests start theirs.

use super::scratch::Scratch;
use super::worker::copy;
use crate::process::{Cancel, How, Limits, start};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Small, and on nearly every system.
const PROGRAMS: [&str; 2] = ["/bin/true", "/usr/bin/true"];

/// Start a program in a folder as tests get one; where that is.
///
/// # Errors
///
/// Says what does not work there, and what to do.
pub fn try_to_execute() -> anyhow::Result<PathBuf> {
    let scratch = Scratch::for_nobody()?;
    let place = scratch.path().parent().unwrap_or(scratch.path());
    run_a_copy(scratch.path()).with_context(|| {
        format!(
            "no program can be started in `{}`, where tests get their folders; set TMPDIR to a \
             folder that may hold programs",
            place.display()
        )
    })?;
    Ok(place.to_owned())
}

fn run_a_copy(folder: &Path) -> anyhow::Result<()> {
    let mut programs = PROGRAMS.iter().map(Path::new);
    let Some(known) = programs.find(|path| path.exists()) else {
        return Ok(());
    };
    let program = folder.join("probe");
    copy(known, &program)?;
    let mut command = Command::new(&program);
    command.stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(10),
        kept: 1_024,
        flood: 1 << 20,
    };
    let ended = start(command, limits, &Cancel::default())?.wait()?;
    let well = How::Exited {
        code: Some(0),
        signal: None,
    };
    match ended.how == well {
        true => Ok(()),
        false => bail!("it ended with {:?}", ended.how),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn here_a_program_can_be_started() {
        assert!(try_to_execute().unwrap().is_dir());
    }
}
