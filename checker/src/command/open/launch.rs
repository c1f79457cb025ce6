//! Finding an editor, and starting it so that it outlives us.

use anyhow::{Context as _, bail};
use std::env;
use std::path::Path;
use std::process::Command;

/// Make sure that `program` is there before anything else is said about it.
///
/// # Errors
///
/// When it is neither a file nor in a folder of `PATH`.
pub(super) fn find(program: &str) -> anyhow::Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let endings: &[&str] = if cfg!(windows) {
        &["exe", "cmd", "bat"]
    } else {
        &[]
    };
    let is_there = |file: &Path| {
        file.is_file()
            || endings
                .iter()
                .any(|ending| file.with_extension(ending).is_file())
    };
    let found = is_there(Path::new(program))
        || (!program.contains(['/', '\\'])
            && env::split_paths(&path).any(|folder| is_there(&folder.join(program))));
    if !found {
        bail!("there is no program `{program}`; name another editor with `--editor`");
    }
    Ok(())
}

/// The guardian of `editor`: this program again, as `workbook apart -- editor …`.
pub(super) fn guardian(editor: &Command) -> anyhow::Result<Command> {
    let own = env::current_exe().context("failed to find out where this program is")?;
    let mut guardian = Command::new(own);
    guardian.args(["apart", "--"]);
    guardian.arg(editor.get_program()).args(editor.get_args());
    Ok(guardian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = find("no-such-editor").unwrap_err().to_string();
        assert!(error.contains("`no-such-editor`"), "{error}");
        assert!(find("/no/such/editor").is_err());
        assert!(find("rustc").is_ok());
    }
}
