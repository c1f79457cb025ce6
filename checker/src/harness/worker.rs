//! The program of the workers, where a test finds it.

use super::Runner;
use crate::process::{Cancel, How, Limits, start};
use anyhow::bail;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Its name in the folder of a run; `lab::Worker` knows it.
pub(super) const NAME: &str = "lab-worker";

/// Put the program into `scratch`, if the exercise starts processes: nothing of
/// the machine but the system's own programs can be started from there.
pub(super) fn lay_out(runner: &Runner, scratch: &Path) -> anyhow::Result<()> {
    let Some(program) = runner.worker else {
        return Ok(());
    };
    // One that an answer may write to is not the one in the cache.
    copy(program, &scratch.join(NAME))
}

/// Copy a program, so that the copy can be started at once: we never hold it open
/// for writing. A child that another thread starts in that moment would hold it
/// too, and nobody can start a file that is written.
pub(super) fn copy(program: &Path, place: &Path) -> anyhow::Result<()> {
    let mut copy = Command::new("cp");
    copy.args([program, place]).stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(10),
        kept: 1_024,
        flood: 1 << 20,
    };
    let ended = start(copy, limits, &Cancel::default())?.wait()?;
    let well = How::Exited {
        code: Some(0),
        signal: None,
    };
    if ended.how != well {
        bail!(
            "failed to copy `{}`: {}",
            program.display(),
            ended.stderr.text().trim_end()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::{Confined, Urgency};
    use seal::Needs;
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::PathBuf;

    /// What lies in the folder of a run, beside the program itself.
    fn laid_out(worker: bool) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, "#!/bin/sh\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let scratch = folder.path().join("scratch");
        fs::create_dir(&scratch).unwrap();
        let runner = Runner {
            limits: Limits {
                deadline: Duration::from_secs(1),
                kept: 1,
                flood: 1,
            },
            needs: Needs {
                processes: true,
                ..Needs::default()
            },
            confined: Confined::ByNobody,
            worker: worker.then_some(program.as_path()),
            libraries: &[],
            urgency: Urgency::Usual,
            seed: None,
            core: None,
            cancel: &Cancel::default(),
        };
        lay_out(&runner, &scratch).unwrap();
        (folder, program, scratch.join(NAME))
    }

    #[test]
    fn a_test_that_starts_processes_gets_a_copy_of_its_own() {
        let (_folder, program, place) = laid_out(true);
        let (here, there) = (program.metadata().unwrap(), place.metadata().unwrap());
        assert_ne!(here.ino(), there.ino());
        assert_eq!(there.mode() & 0o111, 0o111, "it can be started");
    }

    #[test]
    fn without_processes_there_is_no_program() {
        let (_folder, _, place) = laid_out(false);
        assert!(!place.exists());
    }
}
